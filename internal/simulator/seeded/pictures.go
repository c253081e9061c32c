package seeded

// Faults with avatars (§6).
const (
	AvatarDropped      Name = "avatar-dropped"
	AvatarOpen         Name = "avatar-open"
	AvatarForStrangers Name = "avatar-for-strangers"
	AvatarHidden       Name = "avatar-hidden"
	AvatarQueryIgnored Name = "avatar-query-ignored"
	AvatarThoughOff    Name = "avatar-though-off"
	AvatarEachLogin    Name = "avatar-each-login"
	AvatarGuardLate    Name = "avatar-guard-late"
	AvatarUnscaled     Name = "avatar-unscaled"
	AvatarFailsLogin   Name = "avatar-fails-login"
	AvatarWithToken    Name = "avatar-with-token"
	AvatarOriginLost   Name = "avatar-origin-lost"
)

func pictures() []Fault {
	return []Fault{
		{
			Name: AvatarDropped, Where: Simulator, What: "a new account gets no picture", Source: "§6.1",
			CaughtBy: []string{
				"avatar-at-a-private-address", "avatar-at-creation", "avatar-huge", "avatar-jpeg", "avatar-not-afterwards", "avatar-redirected",
				"avatar-slow", "avatar-when-a-name-is-chosen",
			},
			Spares: []string{"new-person-by-redirect", "fields-as-mapped"},
			Shown:  overHTTP("authentik", "5.4.10"),
		},
		{
			Name: AvatarOpen, Where: Simulator, What: "pictures are fetched from addresses that the guard must refuse", Source: "§14.6",
			CaughtBy: []string{"avatar-at-a-private-address"},
			Spares:   []string{"new-person-by-redirect", "avatar-at-creation"},
			Shown:    overHTTP("authentik", "8.9.0"),
		},
	}
}
