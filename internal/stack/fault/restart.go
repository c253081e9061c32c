package fault

// Restart says with what Rocket.Chat is started again.
type Restart struct {
	// RootURL is ROOT_URL at this start, without trailing slash; empty: that of the
	// first start. The database is the same, so a stored Site_Url beats it (§8).
	RootURL string
}
