package main

import (
	"os"
	"testing"
)

// BenchmarkDecode reads a flow's request.
func BenchmarkDecode(b *testing.B) {
	body, err := os.ReadFile("../../events/samples/flow-request.json")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("flow-request", func(b *testing.B) {
		for b.Loop() {
			if c, valid := read(body); !valid || c.ContactID == "" {
				b.Fatal(c, valid)
			}
		}
	})
}
