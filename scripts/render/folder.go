package render

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Write writes the files into an org's folder, in place of what an earlier run wrote
// there: a relay that is not rendered again must not lie there still. It goes only
// where git keeps nothing, and replaces only what is its own.
func Write(ctx context.Context, folder string, files []File) error {
	if err := unkept(ctx, folder); err != nil {
		return err
	}
	if err := own(folder); err != nil {
		return err
	}
	for _, part := range []string{"main", "import"} {
		if err := os.RemoveAll(filepath.Join(folder, part)); err != nil {
			return err
		}
	}
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(f.Text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// own refuses a folder that something else is in.
func own(folder string) error {
	if info, err := os.Lstat(folder); errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	} else if !info.IsDir() {
		return fmt.Errorf("%s is no folder", folder)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) == 0 {
		return err
	}
	if text, err := os.ReadFile(filepath.Join(folder, "sfdx-project.json")); err != nil || string(text) != project {
		return fmt.Errorf("%s holds something else: give an empty folder by --into", folder)
	}
	return nil
}

// unkept refuses a folder that git keeps or would keep: certificates and addresses
// are no matter of source control.
func unkept(ctx context.Context, folder string) error {
	path, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	root := checkout(path)
	if root == "" {
		return nil
	}
	kept, err := exec.CommandContext(ctx, "git", "-C", root, "ls-files", "--", path).Output()
	if err != nil {
		return fmt.Errorf("ask git whether it keeps %s: %w", folder, err)
	}
	if strings.TrimSpace(string(kept)) != "" {
		return fmt.Errorf("%s is kept by git, and what is rendered must not be: give another folder by --into", folder)
	}
	err = exec.CommandContext(ctx, "git", "-C", root, "check-ignore", "--quiet", filepath.Join(path, "main")).Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) && ended.ExitCode() == 1 {
		return fmt.Errorf("%s is not ignored by git, and would go into the next commit: add it to .gitignore, or give another folder by --into", folder)
	}
	if err != nil {
		return fmt.Errorf("ask git whether it ignores %s: %w", folder, err)
	}
	return nil
}

// checkout is the folder above path that git works in, empty if there is none.
func checkout(path string) string {
	for {
		if _, err := os.Lstat(filepath.Join(path, ".git")); err == nil {
			return path
		}
		above := filepath.Dir(path)
		if above == path {
			return ""
		}
		path = above
	}
}
