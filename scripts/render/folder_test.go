package render

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var two = []File{{"sfdx-project.json", project}, {"main/default/eventRelays/A.xml", "a"}}

func TestAnotherRunLeavesNothingOfTheFirst(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "harbour")
	for _, files := range [][]File{two, two[:1]} {
		if err := Write(t.Context(), folder, files); err != nil {
			t.Fatal(err)
		}
		if got := below(t, folder); len(got) != len(files) {
			t.Errorf("there lies %q", got)
		}
	}
}

func TestWhatIsSomebodyElsesIsLeftAlone(t *testing.T) {
	folder := t.TempDir()
	theirs := filepath.Join(folder, "main")
	if err := os.WriteFile(theirs, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(t.Context(), folder, two); err == nil || !strings.Contains(err.Error(), "holds something else") {
		t.Error(err)
	}
	if text, _ := os.ReadFile(theirs); string(text) != "mine" {
		t.Error("it was overwritten")
	}
	if err := Write(t.Context(), theirs, two); err == nil || !strings.Contains(err.Error(), "no folder") {
		t.Error(err)
	}
}

// repository is a new one that ignores a folder.
func repository(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	git(t, root, "init", "--quiet")
	if err := os.WriteFile(filepath.Join(root, ".gitignore"), []byte("/rendered/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return root
}

func git(t *testing.T, root string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "git", append([]string{"-C", root}, args...)...).CombinedOutput(); err != nil {
		t.Fatalf("git %q: %v: %s", args, err, out)
	}
}

func TestGitNeverGetsWhatIsRendered(t *testing.T) {
	root := repository(t)
	ignored := filepath.Join(root, "rendered", "harbour")
	if err := Write(t.Context(), ignored, two); err != nil {
		t.Error(err)
	}
	open := filepath.Join(root, "salesforce", "harbour")
	if err := Write(t.Context(), open, two); err == nil || !strings.Contains(err.Error(), "is not ignored by git") {
		t.Error(err)
	}
	if _, err := os.Stat(open); err == nil {
		t.Error("it was written all the same")
	}
	git(t, root, "add", "--force", "rendered")
	if err := Write(t.Context(), ignored, two); err == nil || !strings.Contains(err.Error(), "is kept by git") {
		t.Error(err)
	}
}

// What this repository ignores is what the command writes to by default.
func TestTheFolderByDefaultIsIgnored(t *testing.T) {
	if err := unkept(t.Context(), "../../salesforce/rendered/harbour"); err != nil {
		t.Error(err)
	}
	if err := unkept(t.Context(), "../../salesforce/force-app"); err == nil {
		t.Error("source that is kept passes for ignored")
	}
}
