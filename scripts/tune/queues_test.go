package tune

import (
	"slices"
	"strings"
	"testing"

	"tieline/shared/fault"
)

func TestAQueueIsFoundByItsIDOrItsName(t *testing.T) {
	q := Queues{sales: "Sales", service: "Service", "c": "Overflow", "d": "Overflow", "e": "", "f": "sales EU", "g": "Sales EU"}
	for text, want := range map[string]struct {
		id   string
		kind fault.Kind
		says string
	}{
		sales:      {sales, "", ""},
		"Sales":    {sales, "", ""},
		"sales":    {sales, "", ""},
		"e":        {"e", "", ""},
		"Sales EU": {"g", "", ""},
		"SALES EU": {"", fault.Invalid, "2 queues are called"},
		"Overflow": {"", fault.Invalid, `2 queues are called "Overflow": give one's id: c, d`},
		"Servise":  {"", fault.NotFound, `did you mean "Service"?`},
		"":         {"", fault.NotFound, "has not heard of a queue"},
	} {
		id, err := q.Find(text)
		if id != want.id || fault.KindOf(err) != want.kind || err != nil && !strings.Contains(err.Error(), want.says) {
			t.Errorf("%q: %q, %v", text, id, err)
		}
	}
	if _, err := (Queues{}).Find("Sales"); fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), "of a contact in any queue yet") {
		t.Error(err)
	}
}

func TestQueuesStandByName(t *testing.T) {
	q := Queues{"z": "Alpha", "b": "", "a": "Beta", "c": "Alpha", "0": ""}
	if got := q.IDs(); !slices.Equal(got, []string{"c", "z", "a", "0", "b"}) {
		t.Errorf("%q", got)
	}
}

func TestHowFarWordsAreApart(t *testing.T) {
	for words, want := range map[[2]string]int{{"", ""}: 0, {"", "abc"}: 3, {"abc", ""}: 3, {"sales", "sale"}: 1, {"sales", "tales"}: 1, {"kitten", "sitting"}: 3, {"über", "uber"}: 1} {
		if got := edits(words[0], words[1]); got != want {
			t.Errorf("%q: %d", words, got)
		}
	}
}
