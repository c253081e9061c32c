package attached

// Abandon lets go of what the system takes from a killed process, and nothing
// else.
func (w *Workspace) Abandon() error {
	w.http.CloseIdleConnections()
	return w.journal.file.Close()
}

// Journal is the file with what has to be put back.
func (w *Workspace) Journal() string { return w.journal.file.Name() }
