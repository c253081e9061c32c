// What the document says about the simulated release.

const simulated = JSON.parse(document.getElementById("simulated-release").textContent);

// has tells whether the release shows a behaviour (internal/release).
function has(behaviour) {
  return simulated.behaviours.includes(behaviour);
}

// planted tells whether the pages have a bug (internal/simulator/seeded).
function planted(name) {
  return simulated.seeded?.includes(name) ?? false;
}

// local is the address of a path of the workspace on this host.
function local(path) {
  return simulated.prefix + path;
}

// currentPath is the address bar's path within the workspace.
function currentPath() {
  return location.pathname.slice(simulated.prefix.length) || "/";
}
