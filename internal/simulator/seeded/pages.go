package seeded

// Faults of pages (§9).
const (
	ButtonThoughHidden Name = "button-though-hidden"
	ButtonColours      Name = "button-colours"
	ToastMissing       Name = "toast-missing"
	CalloutMissing     Name = "callout-missing"
)

func pages() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: ButtonThoughHidden, Where: Simulator, What: "the button is shown although Show Button on Login Page is off", Source: "§9.1",
			CaughtBy: []string{"button-hidden"},
			Spares:   []string{"button-on-login-page", "new-person-by-redirect"},
			Shown:    at,
		},
	}
}
