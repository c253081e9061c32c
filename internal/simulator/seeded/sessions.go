package seeded

// Faults in what follows a login (§2.1, §5.4).
const (
	LogoutKeepsSession Name = "logout-keeps-session"
)

func sessions() []Fault {
	at := overHTTP("clavex", "7.1.0")
	return []Fault{
		{
			Name: LogoutKeepsSession, Where: Simulator, What: "a login token is still good after logging out", Source: "§2.1",
			CaughtBy: []string{"logging-out"},
			Spares:   []string{"second-login", "new-person-by-redirect"},
			Shown:    at,
		},
	}
}
