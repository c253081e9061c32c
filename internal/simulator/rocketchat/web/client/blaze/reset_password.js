// The page for accounts of which the server wants a new password, in one field
// (app/ui-login/client/reset-password/resetPassword.html of 3.x).

function showResetPassword() {
  formPage({
    title: "Reset password",
    content: [
      resetReason(),
      field("Type your new password", "newPassword", { id: "newPassword", type: "password" }),
    ],
    submit: "Reset",
    act: ({ newPassword }) => setNewPassword(newPassword),
  });
}
