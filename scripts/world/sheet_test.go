package world

import (
	"maps"
	"strings"
	"testing"
)

func TestAComparisonAgreesIfEachRowOfEachQueueDoes(t *testing.T) {
	const both = "Stage local beside Amazon Connect\n\nCustomer Service (" + usualQueue + "): target 80 %\n\nTroubled (" + troubledQueue + "): target 80 %\n\n"
	for said, want := range map[string]bool{
		both + "2 of 2 rows with contacts agree.\n": true,
		both + "4 of 4 rows with contacts agree.\n": true,
		both + "1 of 2 rows with contacts agree.\n": false,
		both: false,
		"":   false,
		strings.Replace(both, usualQueue, "", 1) + "1 of 1 rows with contacts agree.\n":    false,
		strings.Replace(both, troubledQueue, "", 1) + "1 of 1 rows with contacts agree.\n": false,
	} {
		if got := agreed(said); got != want {
			t.Errorf("%q: %t", said, got)
		}
	}
}

func TestContactsAreCountedByQueue(t *testing.T) {
	got, err := offeredIn("queue_id,queue,from,offered\na,Sales,x,3\nb,Service,x,4\na,Sales,y,5\n")
	if err != nil || !maps.Equal(got, map[string]int{"Sales": 8, "Service": 4}) {
		t.Error(got, err)
	}
	for _, sheet := range []string{"", "queue,offered\na\n", "queue,offered\na,many\n", "queue_id,queue\na,b\n"} {
		if got, err := offeredIn(sheet); err == nil {
			t.Errorf("%q: %v", sheet, got)
		}
	}
}
