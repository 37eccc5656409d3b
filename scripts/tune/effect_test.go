package tune

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// Whoever says when a change takes effect says the same.
func TestThePagesSayWhenAChangeTakesEffect(t *testing.T) {
	within := fmt.Sprintf("within %.0f", Within.Seconds())
	for page, want := range map[string][]string{
		"docs/parameters.md":     {within + " seconds everywhere", "`reconciler`", "`sla-evaluator`"},
		"docs/engineer-guide.md": {"all functions go by it " + within + " seconds"},
		"docs/runbook.md":        {"in force " + Effect() + " everywhere"},
		"README.md":              {"is in force " + within + " seconds"},
	} {
		text, err := os.ReadFile("../../" + page)
		if err != nil {
			t.Fatal(err)
		}
		flat := strings.Join(strings.Fields(string(text)), " ")
		for _, sentence := range want {
			if !strings.Contains(flat, sentence) {
				t.Errorf("%s does not say %q", page, sentence)
			}
		}
		for _, old := range []string{"in force within two minutes", "in their next run"} {
			if strings.Contains(flat, old) {
				t.Errorf("%s still says %q", page, old)
			}
		}
	}
}
