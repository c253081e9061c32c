package mirror

// Kept is how many documents are kept one by one.
func Kept(c *Collection) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.each)
}
