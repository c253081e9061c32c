// Calls of the server's REST API.

// MethodError is an error of a DDP method. error is its id: a text, or a number
// for Meteor's own errors.
class MethodError extends Error {
  constructor({ error, reason, details }) {
    super(reason === undefined ? `[${error}]` : `${reason} [${error}]`);
    this.error = error;
    this.reason = reason;
    this.details = details;
  }
}

// rest calls an endpoint as the person who is logged in, if any. It resolves to
// the status and the decoded answer ({} if that is no JSON).
async function rest(method, path, body) {
  const headers = {};
  const login = storedLogin();
  if (login) {
    headers["X-Auth-Token"] = login.token;
    headers["X-User-Id"] = login.userId;
  }
  const form = body instanceof FormData;
  if (body && !form) {
    headers["Content-Type"] = "application/json";
  }
  const response = await fetch(local(path), { method, headers, body: form || !body ? body : JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  return { ok: response.ok, status: response.status, body: answer };
}

// post is rest for endpoints that answer {success:false, error} when they refuse.
async function post(path, body) {
  const { ok, body: answer } = await rest("POST", path, body);
  if (!ok) {
    throw new MethodError({ error: answer.errorType ?? answer.status, reason: answer.error ?? answer.message });
  }
  return answer;
}

let lastMethodId = 0;

// callMethod calls a DDP method over REST. kind is "method.call" or
// "method.callAnon"; the frames are EJSON texts.
async function callMethod(kind, method, ...params) {
  lastMethodId += 1;
  const message = JSON.stringify({ msg: "method", id: String(lastMethodId), method, params });
  const { body } = await rest("POST", `/api/v1/${kind}/${encodeURIComponent(method)}`, { message });
  if (!body.message) {
    throw new MethodError({ error: body.errorType, reason: body.error });
  }
  const frame = JSON.parse(body.message);
  if (frame.error) {
    throw new MethodError(frame.error);
  }
  return frame.result;
}
