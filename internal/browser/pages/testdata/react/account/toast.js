// toast shows a message; the ones before stay.
function toast(name, kind, words) {
  const bar = document.createElement("div");
  bar.className = `${name} ${name}-${name === "toast" ? "" : "-"}${kind}`;
  bar.textContent = words;
  document.body.append(bar);
}
