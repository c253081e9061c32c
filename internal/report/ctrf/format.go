package ctrf

// document is a report as the schema describes it, as far as gonogo has to tell
// something. Times are milliseconds.
type document struct {
	ReportFormat string  `json:"reportFormat"`
	SpecVersion  string  `json:"specVersion"`
	Timestamp    string  `json:"timestamp,omitempty"`
	GeneratedBy  string  `json:"generatedBy"`
	Results      results `json:"results"`
}

type results struct {
	Tool        tool        `json:"tool"`
	Summary     summary     `json:"summary"`
	Tests       []test      `json:"tests"`
	Environment environment `json:"environment"`
}

type tool struct {
	Name string `json:"name"`
}

type summary struct {
	Tests    int   `json:"tests"`
	Passed   int   `json:"passed"`
	Failed   int   `json:"failed"`
	Skipped  int   `json:"skipped"`
	Pending  int   `json:"pending"`
	Other    int   `json:"other"`
	Suites   int   `json:"suites"`
	Start    int64 `json:"start"`
	Stop     int64 `json:"stop"`
	Duration int64 `json:"duration"`
}

// status is how a test or a step ended, in the words of the format.
type status string

const (
	passed  status = "passed"
	failed  status = "failed"
	skipped status = "skipped"
)

type test struct {
	TestID      string            `json:"testId,omitempty"`
	Name        string            `json:"name"`
	Status      status            `json:"status"`
	Duration    int64             `json:"duration"`
	Start       int64             `json:"start,omitempty"`
	Stop        int64             `json:"stop,omitempty"`
	Suite       []string          `json:"suite,omitempty"`
	Message     string            `json:"message,omitempty"`
	Trace       string            `json:"trace,omitempty"`
	RawStatus   string            `json:"rawStatus,omitempty"`
	Tags        []string          `json:"tags,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Type        string            `json:"type,omitempty"`
	FilePath    string            `json:"filePath,omitempty"`
	Browser     string            `json:"browser,omitempty"`
	Steps       []step            `json:"steps,omitempty"`
	Attachments []attachment      `json:"attachments,omitempty"`
	Extra       map[string]any    `json:"extra,omitempty"`
}

type step struct {
	Name   string         `json:"name"`
	Status status         `json:"status"`
	Extra  map[string]any `json:"extra,omitempty"`
}

type attachment struct {
	Name        string `json:"name"`
	ContentType string `json:"contentType"`
	Path        string `json:"path"`
}

type environment struct {
	AppName         string         `json:"appName"`
	AppVersion      string         `json:"appVersion,omitempty"`
	TestEnvironment string         `json:"testEnvironment,omitempty"`
	Commit          string         `json:"commit,omitempty"`
	Healthy         bool           `json:"healthy"`
	Extra           map[string]any `json:"extra,omitempty"`
}
