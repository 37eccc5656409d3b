package handler

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
)

// erased is a keeper of contacts of whom nothing is left.
type erased struct{}

func (erased) Learn(_ context.Context, fact contact.State) (contact.Item, error) {
	return contact.Item{State: contact.State{ID: fact.ID}, Version: 7, Erased: time.Unix(1, 0)}, nil
}

func TestAFactOfAnErasedContactIsCounted(t *testing.T) {
	body, err := os.ReadFile("../../../events/samples/contact-completed.json")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	if err := New(erased{}, &ears{})(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	if want := `"contact_id":"aaaaaaaa-0000-4000-8000-0000000000c1","FactsOfErased":1,"_aws":`; !strings.Contains(log.String(), want) {
		t.Errorf("logged %s, want %s", &log, want)
	}
}
