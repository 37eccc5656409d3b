// Package tieline holds the repository's own rules as tests.
package tieline

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "tieline/"

// maxMain is how long the main.go of a function may be.
const maxMain = 40

// rules are read top to bottom; a package may import from this module and from
// outside the standard library only what its first matching row lists. A name
// ending in "/" covers all below it.
var rules = []struct{ pkg, ours, libs string }{
	{"events", "", ""},
	{"shared/names", "", ""},
	{"shared/fault", "", ""},
	{"shared/env", "", ""},
	{"shared/metric", "", ""},
	{"shared/tuning", "", ""},
	{"shared/contact", "shared/fault", ""},
	{"shared/contact/contacttest", "shared/contact shared/fault", ""},
	{"shared/caller", "shared/fault", phones},
	{"shared/caller/terms", "events shared/caller shared/relay shared/tuning", ""},
	{"shared/breaker", "shared/fault", ""},
	{"shared/breaker/tuned", "shared/breaker shared/tuning", ""},
	{"shared/relay", "", ""},
	{"shared/sla", "shared/fault", ""},
	{"shared/sla/tuned", "shared/sla shared/tuning", ""},
	{"shared/alert", "shared/fault", ""},
	{"shared/parameters", "shared/awsfault shared/fault shared/names shared/tuning", aws},
	{"shared/cloudwatch", "shared/awsfault shared/fault shared/metric shared/names", aws},
	{"shared/bus", "shared/awsfault shared/fault", aws},
	{"shared/batch", "shared/fault shared/metric shared/names", lambda},
	{"shared/boot", "shared/env shared/fault shared/metric", lambda + " " + aws},
	{"shared/awsfault", "shared/fault", aws},
	{"shared/parked", "shared/awsfault shared/batch shared/fault", aws},
	{"shared/dynamo", "shared/alert shared/awsfault shared/breaker shared/contact shared/fault shared/names shared/relay shared/sla shared/tuning", aws},
	{"shared/dynamo/callers", "shared/awsfault shared/caller shared/fault shared/names", aws},
	{"shared/queue", "shared/awsfault shared/contact shared/fault", aws},
	{"shared/secrets", "shared/fault", aws},
	{"shared/salesforce", "shared/alert shared/contact shared/fault", ""},
	{"shared/salesforce/directory", "shared/caller shared/fault shared/salesforce", ""},
	{"shared/salesforce/salesforcetest", "shared/salesforce/salesforcetest/flows", ""},
	{"shared/salesforce/salesforcetest/flows", "", ""},
	{"shared/amazonconnect", "shared/awsfault shared/contact shared/fault", aws + " golang.org/x/time/rate"},
	{"shared/amazonconnect/connecttest", "", ""},
	{"functions/", "events functions/ shared/batch shared/boot " + adapters + " " + domains + " shared/fault shared/metric shared/names", "golang.org/x/time/rate"},
	{"infra", "events shared/metric shared/names", cdk},
	{"scripts/bench/", "scripts/bench/ shared/names", aws + " github.com/aws/aws-lambda-go/"},
	{"scripts/world", "scripts/backfill shared/caller shared/caller/terms shared/dynamo shared/dynamo/callers shared/names shared/salesforce shared/salesforce/directory shared/secrets shared/sla " +
		"shared/salesforce/salesforcetest shared/amazonconnect/connecttest", aws + " golang.org/x/sync/"},
	{"scripts/flow", "events", ""},
	{"scripts/redrive", "shared/awsfault shared/contact shared/fault shared/parked", aws + " golang.org/x/sync/"},
	{"scripts/forget", "shared/caller shared/contact shared/fault shared/parked", "golang.org/x/sync/"},
	{"scripts/tune", "shared/fault shared/tuning", ""},
	{"scripts/slareport", "shared/fault shared/sla shared/sla/tuned shared/tuning", ""},
	{"scripts/render", "", ""},
	{"scripts/replay", "shared/awsfault shared/fault", aws},
	{"scripts/soak/", "events functions/ scripts/world shared/", aws + " " + lambda},
	{"scripts/backfill", "shared/caller shared/fault", "golang.org/x/sync/"},
	{"scripts/doctor", "events shared/alert shared/fault shared/salesforce", ""},
	{"scripts/tieline", "scripts/ shared/", aws + " github.com/spf13/cobra"},
}

const (
	aws    = "github.com/aws/aws-sdk-go-v2/ github.com/aws/smithy-go/"
	lambda = "github.com/aws/aws-lambda-go/"
	cdk    = "github.com/aws/aws-cdk-go/ github.com/cdklabs/cdk-nag-go/ github.com/aws/constructs-go/ github.com/aws/jsii-runtime-go"
	phones = "github.com/nyaruka/phonenumbers"

	adapters = "shared/amazonconnect shared/bus shared/cloudwatch shared/dynamo/ shared/parameters shared/queue shared/parked shared/secrets shared/salesforce shared/salesforce/directory"
	domains  = "shared/alert shared/contact shared/caller/ shared/breaker/ shared/relay shared/sla/ shared/tuning"
)

func TestHouse(t *testing.T) {
	for _, broken := range check(os.DirFS(".")) {
		t.Error(broken)
	}
}

// check returns what is broken in the tree. It reads the files itself, not
// through the go command, so that the test cache notices when one changes.
func check(tree fs.FS) (broken []string) {
	documented := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && p != "." && (d.Name()[0] == '.' || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		src, err := fs.ReadFile(tree, p)
		if err != nil {
			return err
		}
		if strings.HasPrefix(p, "functions/") && path.Base(p) == "main.go" && bytes.Count(src, []byte("\n")) > maxMain {
			broken = append(broken, p+" is long, and should only wire")
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, src, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		pkg := path.Dir(p)
		documented[pkg] = documented[pkg] || f.Doc != nil
		broken = append(broken, badImports(p, f.Imports)...)
		return nil
	})
	if err != nil {
		broken = append(broken, err.Error())
	}
	for pkg, ok := range documented {
		if !ok {
			broken = append(broken, pkg+" has no package comment")
		}
	}
	return broken
}

func badImports(file string, specs []*ast.ImportSpec) (broken []string) {
	for _, spec := range specs {
		full, _ := strconv.Unquote(spec.Path.Value)
		if !allowed(path.Dir(file), full) {
			broken = append(broken, file+" must not import "+full)
		}
	}
	return broken
}

// allowed reports whether pkg may import full. A path whose first part has a
// dot is of neither this module nor the standard library.
func allowed(pkg, full string) bool {
	imp, ours := strings.CutPrefix(full, module)
	first, _, _ := strings.Cut(full, "/")
	if !ours && !strings.Contains(first, ".") {
		return true
	}
	for _, r := range rules {
		if matchAny(pkg, r.pkg) {
			return ours && matchAny(imp, r.ours) || !ours && matchAny(full, r.libs)
		}
	}
	return false
}

func matchAny(p, names string) bool {
	return slices.ContainsFunc(strings.Fields(names), func(n string) bool {
		return p == strings.TrimSuffix(n, "/") || strings.HasSuffix(n, "/") && strings.HasPrefix(p, n)
	})
}
