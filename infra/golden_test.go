package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden templates anew")

// masks hide what changes with the functions' code and with this machine, and
// nothing else: the hash of a function's package, that of a version, and the
// processor of a stage that runs here.
var masks = []struct {
	pattern *regexp.Regexp
	as      string
}{
	{regexp.MustCompile(`\b[0-9a-f]{64}\.zip\b`), "HASH.zip"},
	{regexp.MustCompile(`(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}\b`), "${1}HASH"},
}

// TestTemplatesAreAsLastReviewed makes every change of what is deployed visible
// in a review: names, logical ids and policies of what must not be lost among
// them. "go test ./infra -update" takes over what there is.
func TestTemplatesAreAsLastReviewed(t *testing.T) {
	seen := map[string]bool{}
	eachStage(t, func(t *testing.T, d deployment) {
		for _, stack := range slices.Sorted(maps.Keys(d.templates)) {
			path := filepath.Join("testdata", d.Name+"-"+stack+".golden.json")
			seen[path] = true
			got := masked(t, d, d.templates[stack])
			if *update {
				write(t, path, got)
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Error(err)
			} else if line := differs(string(want), got); line > 0 {
				t.Errorf("%s is not what is deployed, from line %d on: read the difference that \"go test ./infra -update\" makes", path, line)
			}
		}
	})
	there, err := filepath.Glob("testdata/*.golden.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range there {
		if !seen[path] {
			t.Errorf("%s is of no stack", path)
		}
	}
}

func masked(t *testing.T, d deployment, template []byte) string {
	var out bytes.Buffer
	if err := json.Indent(&out, template, "", " "); err != nil {
		t.Fatal(err)
	}
	text := strings.TrimSpace(out.String()) + "\n"
	for _, m := range masks {
		text = m.pattern.ReplaceAllString(text, m.as)
	}
	if d.local() {
		here := map[string]string{"amd64": "x86_64", "arm64": "arm64"}[runtime.GOARCH]
		text = regexp.MustCompile(`("Architectures": \[\s+)"`+here+`"`).ReplaceAllString(text, `${1}"x86_64"`)
	}
	return text
}

func write(t *testing.T, path, text string) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// differs returns the first line in which the texts differ, or 0.
func differs(want, got string) int {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for n := range max(len(a), len(b)) {
		if n >= len(a) || n >= len(b) || a[n] != b[n] {
			return n + 1
		}
	}
	return 0
}
