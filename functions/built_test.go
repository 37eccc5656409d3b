package functions_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// dirs are the folders of what is built already, by architecture.
var dirs = map[string]string{}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range dirs {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// built builds every function for an architecture as a deploy would, by the
// Makefile, once, and returns the folder of the programs. It lies outside the
// module, where the test cache does not take it for an input.
func built(t *testing.T, arch string) string {
	t.Helper()
	noticeChanges(t, "../Makefile", "../go.mod", "../go.sum", "../events", "../functions", "../shared")
	if dirs[arch] == "" {
		dir, err := os.MkdirTemp("", "functions-"+arch)
		if err != nil {
			t.Fatal(err)
		}
		dirs[arch] = dir
		build := exec.Command("make", "--no-print-directory", "-C", "..", "functions", "DIST="+dir, "GOARCH="+arch)
		if said, err := build.CombinedOutput(); err != nil {
			t.Fatalf("make functions: %v\n%s", err, said)
		}
	}
	return dirs[arch]
}

// noticeChanges looks at all files that make a program, so that the test cache
// forgets a result when one of them changes.
func noticeChanges(t *testing.T, roots ...string) {
	t.Helper()
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || strings.HasSuffix(path, "_test.go") {
				return err
			}
			_, err = os.Stat(path)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func bootstrap(dir, function string) string { return filepath.Join(dir, function, "bootstrap") }
