package world

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// secrets are what is for nobody's eyes.
type secrets struct {
	words []string // in small letters
	shape *regexp.Regexp
}

// in returns what of it stands in a text, in whatever letters.
func (s secrets) in(text string) []string {
	text = strings.ToLower(text)
	found := s.shape.FindAllString(text, -1)
	for _, word := range s.words {
		if strings.Contains(text, word) {
			found = append(found, word)
		}
	}
	return found
}

// private are the names, numbers, addresses, attributes and notes of all that
// the tests play, and whatever else looks like a telephone number.
func private(t *testing.T) secrets {
	t.Helper()
	words := []string{mark, digits40, ours, "connect-recordings", "RETURNING", "HYPERLINK", "calc", "admirer"}
	for _, p := range people {
		words = append(words, p.first, p.last, p.typed, p.number, strings.TrimPrefix(p.number, "+"))
	}
	words = append(words, sampledWords(t)...)
	for n, w := range words {
		words[n] = strings.ToLower(w)
	}
	slices.Sort(words)
	words = slices.DeleteFunc(slices.Compact(words), func(w string) bool { return w == "" })
	// An agent's name may be part of a word, and a number of a time or of an id.
	return secrets{words, regexp.MustCompile(`\b(ada|grace|edsger)\b|\+\d{8,}`)}
}

// personal are the members of public payloads below which somebody is told of.
var personal = []string{"Address", "Attributes", "CustomerId", "Description", "References", "tags", "displayName"}

// sampledWords are what the public payloads tell of people.
func sampledWords(t *testing.T) (words []string) {
	t.Helper()
	files, err := filepath.Glob(sampled + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var payload any
		if err := json.Unmarshal(content, &payload); err != nil {
			t.Fatal(err)
		}
		words = append(words, leaves(payload, false)...)
	}
	return words
}

// leaves are the texts below a personal member. What is short is part of much,
// and what begins with $ is a place in a flow.
func leaves(value any, told bool) (words []string) {
	switch v := value.(type) {
	case map[string]any:
		for name, below := range v {
			words = append(words, leaves(below, told || slices.Contains(personal, name))...)
		}
	case []any:
		for _, below := range v {
			words = append(words, leaves(below, told)...)
		}
	case string:
		if told && len(v) > 6 && v[0] != '$' && v != degraded {
			words = append(words, v)
		}
	}
	return words
}

func TestWhatIsPrivateIsFound(t *testing.T) {
	secrets := private(t)
	for want, line := range map[string]string{
		people[0].last:   `{"msg":"screen pop","err":"` + people[0].last + ` & Co"}`,
		people[1].number: `{"reason":"` + people[1].number + `"}`,
		"+12025550107":   `{"err":"search of +12025550107 failed"}`,
		"ada":            `{"agent":"ada"}`,
		mark:             `{"reason":"decode ` + mark + `"}`,
	} {
		if got := secrets.in(line); !slices.Contains(got, strings.ToLower(want)) {
			t.Errorf("found %q in %s", got, line)
		}
	}
	if got := secrets.in(`{"msg":"metadata","contact_id":"aaaaaaaa-0000-4000-8000-000000000001","version":1772442330000,"took_ms":41}`); got != nil {
		t.Errorf("found %q where nobody is", got)
	}
}
