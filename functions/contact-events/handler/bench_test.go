package handler

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkDecode reads every kind of contact event of which there is a sample.
func BenchmarkDecode(b *testing.B) {
	files, _ := filepath.Glob("../../../events/samples/contact-*.json")
	if len(files) == 0 {
		b.Fatal("there are no samples")
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		if name == "contact-record" { // of another function
			continue
		}
		body, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if fact, err := decode(body); err != nil || fact.ID == "" {
					b.Fatal(fact.ID, err)
				}
			}
		})
	}
}
