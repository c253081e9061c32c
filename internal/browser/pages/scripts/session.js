// The login that the browser keeps: localStorage and a cookie.
() => {
  const cookies = new Map(document.cookie.split("; ").map((pair) => {
    const [name, ...value] = pair.split("=");
    return [name, decodeURIComponent(value.join("="))];
  }));
  return {
    UserID: localStorage.getItem("Meteor.userId") ?? "",
    Token: localStorage.getItem("Meteor.loginToken") ?? "",
    CookieUID: cookies.get("rc_uid") ?? "",
  };
}
