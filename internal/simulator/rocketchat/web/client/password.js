// Login with a password.

// passwordLogin logs in with a user name or an e-mail address.
async function passwordLogin(name, password) {
  const user = name.includes("@") ? { email: name } : { username: name };
  await login({ user, password: await digest(password) });
}

// digest is a password as Meteor sends it. Pages that are not on a secure
// origin have no crypto.subtle; the server takes the plain text as well.
async function digest(password) {
  if (!crypto.subtle) {
    return password;
  }
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(password));
  const hex = [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { digest: hex, algorithm: "sha-256" };
}
