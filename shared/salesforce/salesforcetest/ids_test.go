package salesforcetest

import "testing"

// TestIDs completes ids that Salesforce's documentation shows in full.
func TestIDs(t *testing.T) {
	for _, id := range []string{"001D000000IqhSLIAZ", "003RM0000068xVCYAY", "00DRM000000Fxts2AC", "0033h00000Kzv3AAAR"} {
		if got := fullID(id[:15]); got != id || !isID(id) || !isID(id[:15]) {
			t.Errorf("%s became %s", id, got)
		}
	}
	for _, id := range []string{"", "Ada", "001D000000IqhSLIAB", "001D000000Iqh-L", "001D000000IqhSLI"} {
		if isID(id) {
			t.Errorf("took %q for an id", id)
		}
	}
	if a, b := newID("a00", 61), newID("a00", 62); a != "a0000000000000zAAA" || b != "a00000000000010AAA" {
		t.Errorf("made %s and %s", a, b)
	}
}
