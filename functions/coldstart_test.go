package functions_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"tieline/scripts/bench/runtimeapi"
	"tieline/shared/names"
)

// setting is a variable that a function reads at its cold start.
type setting struct{ name, kind string }

// private stands in every value of these tests; none may be quoted.
const private = "private-9431"

// Values of settings, by the method of env.Reader that reads them.
var (
	right = map[string]string{"String": private, "URL": "https://" + private + ".invalid", "Duration": "60s", "Count": "1"}
	wrong = map[string]string{"String": "", "URL": "ftp://" + private, "Duration": private, "Count": private}
)

// settings finds what main.go reads, so that no test can forget one.
func settings(t *testing.T, function string) (read []setting) {
	t.Helper()
	values := variables(t)
	ast.Inspect(parsed(t, function+"/main.go"), func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		method, isMethod := call.Fun.(*ast.SelectorExpr)
		constant, isConstant := call.Args[0].(*ast.SelectorExpr)
		// Nothing can be wrong with what may be absent.
		if isMethod && isConstant && values[constant.Sel.Name] != "" && method.Sel.Name != "Optional" {
			read = append(read, setting{values[constant.Sel.Name], method.Sel.Name})
		}
		return true
	})
	if len(read) == 0 {
		t.Fatalf("%s reads no setting", function)
	}
	for _, s := range read {
		if _, known := right[s.kind]; !known {
			t.Fatalf("%s reads %s by %s, for which these tests have no value", function, s.name, s.kind)
		}
	}
	return read
}

// variables are the names of environment variables, by their constant's name.
func variables(t *testing.T) map[string]string {
	t.Helper()
	values := map[string]string{}
	ast.Inspect(parsed(t, "../shared/names/names.go"), func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Env") {
			return true
		}
		if text, ok := spec.Values[0].(*ast.BasicLit); ok {
			values[spec.Names[0].Name], _ = strconv.Unquote(text.Value)
		}
		return true
	})
	return values
}

func parsed(t *testing.T, file string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(file), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// coldStart starts a function's program with some settings, and keeps all that it says.
func coldStart(t *testing.T, program string, read []setting, values map[string]string) (*runtimeapi.Function, *bytes.Buffer) {
	t.Helper()
	said := &bytes.Buffer{}
	cmd := exec.Command(program)
	cmd.Stdout, cmd.Stderr = said, said
	cmd.Env = []string{"AWS_REGION=eu-west-2", "AWS_LAMBDA_FUNCTION_NAME=tested"}
	for _, s := range read {
		if value, set := values[s.kind]; set {
			cmd.Env = append(cmd.Env, s.name+"="+value)
		}
	}
	f, err := runtimeapi.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Stop() })
	return f, said
}

func TestAFunctionWithFaultySettingsNamesThemAllInOneLine(t *testing.T) {
	dir := built(t, runtime.GOARCH)
	for _, name := range names.Functions {
		read := settings(t, name)
		for how, values := range map[string]map[string]string{"missing": nil, "wrong": wrong} {
			t.Run(name+" "+how, func(t *testing.T) {
				f, said := coldStart(t, bootstrap(dir, name), read, values)
				refusesToStart(t, f)
				checkComplaint(t, said.String(), read)
			})
		}
	}
}

func TestAFunctionBlamesOnlyTheFaultySetting(t *testing.T) {
	dir := built(t, runtime.GOARCH)
	for _, name := range names.Functions {
		read := settings(t, name)
		for n, faulty := range read {
			t.Run(name+" "+faulty.name, func(t *testing.T) {
				others := append(append([]setting{}, read[:n]...), read[n+1:]...)
				f, said := coldStart(t, bootstrap(dir, name), others, right)
				refusesToStart(t, f)
				checkComplaint(t, said.String(), read[n:n+1])
				for _, other := range others {
					if mentions(said.String(), other.name) > 0 {
						t.Errorf("it blames %s: %s", other.name, said)
					}
				}
			})
		}
	}
}

// mentions counts how often a setting is named: HOLD is not DRAFT_HOLD.
func mentions(said, setting string) int {
	return len(regexp.MustCompile(`\b`+setting+`\b`).FindAllString(said, -1))
}

func refusesToStart(t *testing.T, f *runtimeapi.Function) {
	t.Helper()
	if _, err := f.Started(t.Context()); !errors.Is(err, runtimeapi.ErrEnded) {
		t.Fatalf("it does not end, but asks for work: %v", err)
	}
	if end := f.Stop(); end.ExitCode() <= 0 {
		t.Errorf("it ends as %s", end)
	}
}

// checkComplaint looks at all that a function said which could not start.
func checkComplaint(t *testing.T, said string, faulty []setting) {
	t.Helper()
	line, rest, _ := strings.Cut(said, "\n")
	var complaint struct{ Level, Err string }
	if err := json.Unmarshal([]byte(line), &complaint); err != nil || complaint.Level != "ERROR" || rest != "" {
		t.Fatalf("it is not one line of JSON (%v):\n%s", err, said)
	}
	for _, s := range faulty {
		if mentions(complaint.Err, s.name) != 1 {
			t.Errorf("it does not name %s once: %s", s.name, complaint.Err)
		}
	}
	if strings.Contains(said, private) {
		t.Errorf("it quotes a value: %s", said)
	}
}

func TestAFunctionWithItsSettingsAsksForWork(t *testing.T) {
	dir := built(t, runtime.GOARCH)
	for _, name := range names.Functions {
		f, said := coldStart(t, bootstrap(dir, name), settings(t, name), right)
		if _, err := f.Started(t.Context()); err != nil {
			t.Errorf("%s: %v: %s", name, err, said)
		}
		if f.Stop(); said.Len() > 0 {
			t.Errorf("%s says before any work: %s", name, said)
		}
	}
}
