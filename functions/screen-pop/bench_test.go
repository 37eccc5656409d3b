package main

import (
	"os"
	"testing"

	"tieline/shared/dynamo"
)

// BenchmarkDecode reads a flow's request, the number in it included.
func BenchmarkDecode(b *testing.B) {
	body, err := os.ReadFile("../../events/samples/flow-request.json")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("flow-request", func(b *testing.B) {
		for b.Loop() {
			if q := read(body, dynamo.Conditions{}); !q.valid || q.id == "" {
				b.Fatal(q)
			}
		}
	})
}
