package tuning_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
	"tieline/shared/tuning"
)

var (
	declaration = regexp.MustCompile(`(?m)^\t?(?:var )?(\w+) = \w+\(Declaration\{\s+Name:\s+"([^"]+)"`)
	use         = regexp.MustCompile(`\btuning\.([A-Z]\w*)`)
)

// forOthers are packages in which parameters are read for whoever imports them.
var forOthers = []string{"caller/terms", "breaker/tuned", "sla/tuned"}

// commands that read parameters, and in which folder or file.
var commands = map[string]string{"tieline backfill": "../../scripts/tieline/backfill.go", "tieline doctor": "../../scripts/tieline/doctor.go", "tieline report": "../../scripts/slareport"}

// code is the Go code in a folder, without its tests, or in a file.
func code(t *testing.T, folder string) string {
	t.Helper()
	pattern := folder + "/*.go"
	if strings.HasSuffix(folder, ".go") {
		pattern = folder
	}
	files, err := filepath.Glob(pattern)
	handlers, _ := filepath.Glob(folder + "/handler/*.go")
	files = append(files, handlers...)
	if err != nil || len(files) == 0 {
		t.Fatalf("no code in %s: %v", folder, err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(file, "_test.go") {
			all.Write(text)
		}
	}
	return all.String()
}

// read names the parameters that the code in a folder reads.
func read(t *testing.T, folder string) map[string]bool {
	t.Helper()
	declared := map[string]string{}
	for _, m := range declaration.FindAllStringSubmatch(code(t, "."), -1) {
		declared[m[1]] = m[2]
	}
	text, all := code(t, folder), map[string]bool{}
	for _, m := range use.FindAllStringSubmatch(text, -1) {
		if name, is := declared[m[1]]; is {
			all[name] = true
		}
	}
	for _, other := range forOthers {
		if strings.Contains(text, `"tieline/shared/`+other+`"`) {
			maps.Copy(all, read(t, "../"+other))
		}
	}
	return all
}

func TestADeclarationNamesAllItsReaders(t *testing.T) {
	readers := map[string][]string{}
	folders := maps.Clone(commands)
	for _, function := range names.Functions {
		folders[function] = "../../functions/" + function
	}
	for reader, folder := range folders {
		for name := range read(t, folder) {
			readers[name] = append(readers[name], reader)
		}
	}
	for _, d := range tuning.All() {
		slices.Sort(readers[d.Name])
		if !slices.Equal(slices.Sorted(slices.Values(d.Readers)), readers[d.Name]) {
			t.Errorf("%s is read by %q, and declared to be by %q", d.Name, readers[d.Name], d.Readers)
		}
	}
}
