package functions_test

import (
	"archive/zip"
	"bytes"
	"debug/buildinfo"
	"debug/elf"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// maxZip bounds what Lambda fetches at a cold start, in bytes.
const maxZip = 8_000_000

func TestEveryFunctionIsSmallAndStripped(t *testing.T) {
	dir := built(t, "arm64")
	for _, name := range names.Functions {
		body, err := os.ReadFile(bootstrap(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if size := zipped(t, body); size > maxZip {
			t.Errorf("%s is %d bytes zipped, above %d", name, size, maxZip)
		}
		program, err := elf.NewFile(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if program.Machine != elf.EM_AARCH64 || program.Section(".symtab") != nil || program.Section(".debug_info") != nil {
			t.Errorf("%s is for %s, with a symbol table: %t, for a debugger: %t", name, program.Machine,
				program.Section(".symtab") != nil, program.Section(".debug_info") != nil)
		}
	}
}

func zipped(t *testing.T, body []byte) int {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("bootstrap")
	if err == nil {
		_, err = w.Write(body)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func TestNoFunctionLinksWhatIsForDeploysOrTests(t *testing.T) {
	dir := built(t, "arm64")
	for _, name := range names.Functions {
		linked := linked(t, bootstrap(dir, name), name)
		if !slices.Contains(linked, "tieline/functions/"+name) {
			t.Fatalf("%s links %d packages, and not itself", name, len(linked))
		}
		for _, pkg := range linked {
			if foreign(pkg) {
				t.Errorf("%s links %s", name, pkg)
			}
		}
	}
}

// linked lists the packages of a program, as it says itself that it was built.
func linked(t *testing.T, program, name string) []string {
	t.Helper()
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	list := exec.Command("go", "list", "-deps")
	list.Env = os.Environ()
	for _, s := range info.Settings {
		switch s.Key {
		case "-tags":
			list.Args = append(list.Args, "-tags", s.Value)
		case "GOOS", "GOARCH", "CGO_ENABLED":
			list.Env = append(list.Env, s.Key+"="+s.Value)
		}
	}
	list.Args = append(list.Args, "./"+name)
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

// foreign reports a package that no function has a use for.
func foreign(pkg string) bool {
	within := func(root string) bool { return pkg == root || strings.HasPrefix(pkg, root+"/") }
	return slices.ContainsFunc([]string{
		"tieline/infra", "tieline/scripts", "github.com/aws/aws-cdk-go", "github.com/aws/constructs-go", "github.com/aws/jsii-runtime-go",
		"github.com/cdklabs", "github.com/spf13", "github.com/k-capehart", "pgregory.net/rapid", "testing", "net/http/httptest",
	}, within) || strings.HasPrefix(pkg, "tieline/") && strings.HasSuffix(path.Base(pkg), "test")
}

func TestAForeignPackageIsNoticed(t *testing.T) {
	for pkg, want := range map[string]bool{
		"testing": true, "testing/fstest": true, "net/http/httptest": true, "github.com/spf13/cobra": true,
		"github.com/aws/aws-cdk-go/awscdk/v2": true, "tieline/infra": true, "tieline/shared/salesforce/salesforcetest": true,
		"net/http": false, "github.com/aws/aws-sdk-go-v2/aws": false, "tieline/shared/salesforce": false, "internal/synctest": false,
	} {
		if foreign(pkg) != want {
			t.Errorf("%s is foreign: %t", pkg, !want)
		}
	}
}
