package tieline

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestABrokenHouseIsNoticed(t *testing.T) {
	tree := func(name, src string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(src)}} }
	for name, tt := range map[string]struct {
		tree fstest.MapFS
		want string // "" if nothing is broken
	}{
		"a domain that knows AWS": {
			tree("shared/contact/x.go", "// Package contact is.\npackage contact\nimport _ \"github.com/aws/aws-sdk-go-v2/aws\"\n"),
			"shared/contact/x.go must not import github.com/aws/aws-sdk-go-v2/aws"},
		"an adapter that knows another": {
			tree("shared/queue/x.go", "// Package queue is.\npackage queue\nimport _ \"tieline/shared/dynamo\"\n"),
			"shared/queue/x.go must not import tieline/shared/dynamo"},
		"a function that links test code": {
			tree("functions/f/x.go", "// Command f is.\npackage main\nimport _ \"tieline/shared/salesforce/salesforcetest\"\n"),
			"functions/f/x.go must not import tieline/shared/salesforce/salesforcetest"},
		"a package that nobody gave a rule": {
			tree("shared/new/x.go", "// Package new is.\npackage new\nimport _ \"tieline/shared/fault\"\n"),
			"shared/new/x.go must not import tieline/shared/fault"},
		"a package without a comment": {tree("shared/fault/x.go", "package fault\n"), "shared/fault has no package comment"},
		"a long main": {
			tree("functions/f/main.go", "// Command f is.\npackage main\n"+strings.Repeat("\n", maxMain)),
			"functions/f/main.go is long, and should only wire"},
		"a sound package":            {tree("shared/dynamo/x.go", "// Package dynamo is.\npackage dynamo\nimport _ \"tieline/shared/contact\"\n"), ""},
		"what npm installed":         {tree("infra/node_modules/x/x.go", "package x\n"), ""},
		"the standard library, ours": {tree("events/x.go", "// Package events is.\npackage events\nimport _ \"encoding/json\"\n"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := check(tt.tree)
			if tt.want == "" && len(got) > 0 || tt.want != "" && !slices.Equal(got, []string{tt.want}) {
				t.Errorf("says %q, want %q", got, tt.want)
			}
		})
	}
}
