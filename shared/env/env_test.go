package env_test

import (
	"strings"
	"testing"
	"time"

	"tieline/shared/env"
)

func reader(set map[string]string) *env.Reader {
	return env.NewReader(func(name string) (string, bool) { v, ok := set[name]; return v, ok })
}

func TestEveryFaultIsNamedAtOnce(t *testing.T) {
	r := reader(map[string]string{"PLAIN": "http://org.example", "HOLD": "soon", "SHARDS": "0", "EMPTY": ""})
	r.String("TABLE")
	r.String("EMPTY")
	r.URL("ORG")
	r.URL("PLAIN")
	r.Duration("HOLD")
	r.Count("SHARDS")
	said := r.Err().Error()
	for _, want := range []string{
		"TABLE is required", "EMPTY is required", "ORG is required", "PLAIN must be an absolute https URL",
		"HOLD must be a duration", "SHARDS must be a whole number",
	} {
		if strings.Count(said, want) != 1 {
			t.Errorf("not said exactly once: %s\nin: %s", want, said)
		}
	}
}

func TestWhatIsRightIsRead(t *testing.T) {
	r := reader(map[string]string{"ORG": "https://x.my.salesforce.com", "LOCAL": "http://127.0.0.1:81", "HOLD": "2s", "SHARDS": "4"})
	org, local := r.URL("ORG"), r.URL("LOCAL")
	hold, shards := r.Duration("HOLD"), r.Count("SHARDS")
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	if org.Host != "x.my.salesforce.com" || local.Port() != "81" || hold != 2*time.Second || shards != 4 {
		t.Errorf("read %s, %s, %s, %d", org, local, hold, shards)
	}
}

func TestAnOptionalSettingIsNoFault(t *testing.T) {
	r := reader(map[string]string{"KEYS": "tier,level", "EMPTY": ""})
	for name, want := range map[string]string{"KEYS": "tier,level", "EMPTY": "", "MISSING": ""} {
		if got := r.Optional(name); got != want || r.Err() != nil {
			t.Errorf("%s is read as %q, %v", name, got, r.Err())
		}
	}
}
