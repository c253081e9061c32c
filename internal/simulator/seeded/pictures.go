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
	at := overHTTP("authentik", "7.1.0")
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
		{
			Name: AvatarForStrangers, Where: Simulator, What: "strangers see pictures although the workspace keeps them from them", Source: "§6.3",
			CaughtBy: []string{"avatar-when-a-name-is-chosen"},
			Spares:   []string{"avatar-not-afterwards", "avatar-without-a-picture", "avatar-at-creation"},
			Shown:    at,
		},
		{
			Name: AvatarHidden, Where: Simulator, What: "strangers see letters although the workspace shows them pictures", Source: "§6.3",
			CaughtBy: []string{"avatar-at-creation", "avatar-when-a-name-is-chosen"},
			Spares:   []string{"avatar-not-afterwards", "avatar-without-a-picture", "avatar-without-default-avatars"},
			Shown:    overHTTP("authentik", "5.4.10"),
		},
		{
			Name: AvatarQueryIgnored, Where: Simulator, What: "a session in the address opens no picture", Source: "§6.3, §14.6",
			CaughtBy: []string{"avatar-when-a-name-is-chosen"},
			Spares:   []string{"avatar-not-afterwards", "avatar-jpeg", "avatar-without-a-picture"},
			Shown:    at,
		},
		{
			Name: AvatarThoughOff, Where: Simulator, What: "pictures are fetched although default avatars are off", Source: "§2.6, §6.1",
			CaughtBy: []string{"avatar-without-default-avatars"},
			Spares:   []string{"avatar-when-a-name-is-chosen", "avatar-at-creation", "avatar-change-forbidden-when-a-name-is-chosen"},
			Shown:    at,
		},
		{
			Name: AvatarEachLogin, Where: Simulator, What: "each login fetches the picture anew", Source: "§6.1, observed §C",
			CaughtBy: []string{"avatar-not-afterwards"},
			Spares:   []string{"avatar-when-a-name-is-chosen", "avatar-without-a-picture", "second-login"},
			Shown:    at,
		},
		{
			Name: AvatarGuardLate, Where: Simulator, What: "a picture's address is guarded only after it was fetched", Source: "§6.2, §14.6",
			CaughtBy: []string{"avatar-at-a-private-address"},
			Spares:   []string{"avatar-without-default-avatars", "avatar-at-creation", "avatar-without-a-picture"},
			Shown:    overHTTP("authentik", "8.9.0"),
		},
		{
			Name: AvatarUnscaled, Where: Simulator, What: "JPEG pictures are kept in their own size", Source: "§6.2, §14.6",
			CaughtBy: []string{"avatar-jpeg"},
			Spares:   []string{"avatar-when-a-name-is-chosen", "avatar-huge", "avatar-redirected"},
			Shown:    at,
		},
		{
			Name: AvatarFailsLogin, Where: Simulator, What: "a picture that cannot be fetched fails the login", Source: "§6.2, §14.5",
			CaughtBy: []string{"avatar-at-creation-missing", "avatar-at-creation-unreachable", "avatar-missing", "avatar-unreachable"},
			Spares:   []string{"avatar-at-creation", "avatar-at-creation-no-image", "avatar-without-a-picture"},
			Shown:    overHTTP("authentik", "5.4.10"),
		},
		{
			Name: AvatarWithToken, Where: Simulator, What: "pictures are asked for with the person's access token", Source: "§14.6",
			CaughtBy: []string{"avatar-when-a-name-is-chosen"},
			Spares:   []string{"avatar-not-afterwards", "avatar-jpeg", "avatar-at-creation"},
			Shown:    at,
		},
		{
			Name: AvatarOriginLost, Where: Simulator, What: "a picture of the provider is stored as one from an address", Source: "§14.4, §14.6",
			CaughtBy: []string{"avatar-when-a-name-is-chosen"},
			Spares:   []string{"avatar-not-afterwards", "avatar-jpeg", "avatar-at-creation"},
			Shown:    at,
		},
	}
}
