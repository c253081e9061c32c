package attached

// Abandon lets go of what the system takes from a killed process, and nothing
// else.
func (w *Workspace) Abandon() error {
	w.http.CloseIdleConnections()
	return w.journal.file.Close()
}
