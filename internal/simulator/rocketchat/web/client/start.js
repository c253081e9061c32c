// The page's start: settings, services and the login are fetched side by side.

const loaded = Promise.all([loadSettings(), loadServices()]);

async function start() {
  const returned = takeRedirect();
  if (returned) {
    if (!(await finishRedirect(returned))) {
      return;
    }
  } else if (storedLogin()) {
    await loadAccount();
  }
  await loaded;
  route();
}

start();
