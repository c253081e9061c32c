package seeded

// Faults with avatars (§6).
const (
	AvatarDropped Name = "avatar-dropped"
	AvatarOpen    Name = "avatar-open"
)

func pictures() []Fault {
	return []Fault{
		{
			Name: AvatarDropped, Where: Simulator, What: "a new account gets no picture", Source: "§6.1",
			CaughtBy: []string{"avatar-at-creation", "avatar-when-a-name-is-chosen"},
			Spares:   []string{"new-person-by-redirect", "fields-as-mapped"},
			Shown:    overHTTP("authentik", "5.4.10"),
		},
		{
			Name: AvatarOpen, Where: Simulator, What: "pictures are fetched from addresses that the guard must refuse", Source: "§14.6",
			CaughtBy: []string{"avatar-at-a-private-address"},
			Spares:   []string{"new-person-by-redirect", "avatar-at-creation"},
			Shown:    overHTTP("authentik", "8.9.0"),
		},
	}
}
