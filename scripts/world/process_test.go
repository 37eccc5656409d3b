package world

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// alive reports whether a process runs, one that is dead but not buried apart.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return !strings.Contains(string(stat), ") Z ")
}

// grandchild starts a child that starts a child, and returns both.
func grandchild(t *testing.T, script string) (*process, int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "pid")
	p, err := spawn(exec.Command("sh", "-c", script, "sh", file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.stop(0) })
	var pid int
	within(t, func() bool {
		text, _ := os.ReadFile(file)
		pid, _ = strconv.Atoi(strings.TrimSpace(string(text)))
		return pid != 0
	})
	return p, pid
}

// within fails the test unless done is true soon.
func within(t *testing.T, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := poll(ctx, 10*time.Millisecond, func() (bool, error) { return done(), nil }); err != nil {
		t.Fatal(err)
	}
}

func TestStopEndsTheWholeGroup(t *testing.T) {
	for name, script := range map[string]string{
		"that heeds an interrupt":  `sleep 600 & echo $! > "$1"; wait`,
		"that ignores it":          `trap "" INT; sleep 600 & echo $! > "$1"; wait`,
		"whose first one has gone": `sleep 600 & echo $! > "$1"`,
	} {
		p, pid := grandchild(t, script)
		p.stop(50 * time.Millisecond)
		within(t, func() bool { return !alive(pid) })
		if alive(p.cmd.Process.Pid) {
			t.Errorf("a group %s: its first process lives", name)
		}
	}
}

func TestAToolThatFailsIsNamedWithTheEndOfItsLog(t *testing.T) {
	c := checkout(t.TempDir())
	if _, err := c.claim(); err != nil {
		t.Fatal(err)
	}
	err := c.tool(t.Context(), "sums", exec.Command("sh", "-c", "echo one; echo two >&2; exit 3"))
	if err == nil || !strings.Contains(err.Error(), "exit status 3") || !strings.Contains(err.Error(), "one\n  two") {
		t.Errorf("error is %v", err)
	}
}

func TestAToolEndsWithItsContext(t *testing.T) {
	c := checkout(t.TempDir())
	if _, err := c.claim(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := c.tool(ctx, "sleep", exec.Command("sleep", "600")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v", err)
	}
}

func TestChildrenKnowNothingOfAUsersAWSAccount(t *testing.T) {
	t.Setenv("AWS_PROFILE", "production")
	t.Setenv("AWS_SESSION_TOKEN", "token")
	t.Setenv("MAKEFLAGS", "-j8")
	for _, v := range checkout("/c").environment("X=y") {
		if strings.HasPrefix(v, "AWS_") || strings.HasPrefix(v, "MAKE") {
			t.Errorf("a child is given %s", v)
		}
	}
}
