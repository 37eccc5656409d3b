package world

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// testChanges changes a number in Salesforce: whoever calls from the old or the
// new one is somebody else at once, though the index had an answer for both.
func testChanges(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	// Somebody of whom no other test knows.
	const number, next = "+13125550123", "+13125550121"
	id, err := w.Org.Seed("Contact", map[string]any{"LastName": "Kowal", "Phone": "(312) 555-0123"})
	if err != nil {
		t.Fatal(err)
	}
	asks := 0
	ask := func(number string) (map[string]string, error) {
		asks++
		return w.ask(ctx, []byte(filled(asked(`"`+number+`"`), fmt.Sprintf("changes-%d", asks))))
	}
	becomes := func(when, number, status, source string) {
		t.Helper()
		last := map[string]string{}
		err := poll(ctx, 200*time.Millisecond, func() (bool, error) {
			answer, err := ask(number)
			last = answer
			return answer["matchStatus"] == status && (source == "" || answer["source"] == source), err
		})
		if err != nil {
			t.Errorf("%s: the flow is told %s from %s, want %s from %s: %v", when, last["matchStatus"], last["source"], status, source, err)
		}
	}
	becomes("known", number, "HIT", "")
	becomes("known again", number, "HIT", fromIndex)
	becomes("not known yet", next, "NONE", "")
	becomes("not known yet, again", next, "NONE", fromIndex)

	if err := w.Org.Edit("Contact", id, map[string]any{"Phone": "(312) 555-0121"}); err != nil {
		t.Fatal(err)
	}
	// Both answers would have served for a minute at least.
	begun := time.Now()
	becomes("no longer known", number, "NONE", "")
	becomes("known by now", next, "HIT", "")
	if took := time.Since(begun); took > 45*time.Second {
		t.Errorf("the index heard of the change after %s, when its answers were no longer fresh anyway", took)
	}
	if answer, err := ask(next); err != nil || answer["recordId"] != id {
		t.Errorf("the flow is told of %s, %v", answer["recordId"], err)
	}
}
