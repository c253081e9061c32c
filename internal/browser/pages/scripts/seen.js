// Marks what a page says already, so that only new problems are noticed.
({ problem }) => {
  for (const element of all(problem)) {
    element.dataset.gonogoSeen = "true";
  }
}
