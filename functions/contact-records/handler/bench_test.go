package handler

import (
	"os"
	"testing"
)

// BenchmarkDecode reads a contact record.
func BenchmarkDecode(b *testing.B) {
	body, err := os.ReadFile("../../../events/samples/contact-record.json")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("contact-record", func(b *testing.B) {
		for b.Loop() {
			r, err := decode(body)
			if fact, factErr := factOf(r); err != nil || factErr != nil || !fact.Final() {
				b.Fatal(fact.ID, err, factErr)
			}
		}
	})
}
