package setting

import "strconv"

// Get returns a setting with the stored value; see [Setting.Effective].
func (s *Store) Get(id string) (Setting, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	one, ok := s.settings[id]
	return one, ok
}

// effective is nil for a setting that does not exist.
func (s *Store) effective(id string) any {
	one, ok := s.Get(id)
	if !ok {
		return nil
	}
	if s.isStale(id) {
		return one.PackageValue
	}
	return one.Effective()
}

// String reads a text; "" if the setting does not exist.
func (s *Store) String(id string) string {
	switch v := s.effective(id).(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	}
	return ""
}

// Bool reads a switch; any text counts as on. It is false if the setting does
// not exist.
func (s *Store) Bool(id string) bool { return truthy(s.effective(id)) }

// Int reads a number; 0 if the setting does not exist or is no number.
func (s *Store) Int(id string) int {
	n, _ := toInt(s.effective(id))
	number, _ := n.(int)
	return number
}
