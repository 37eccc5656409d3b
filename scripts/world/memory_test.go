package world

import (
	"os"
	"os/exec"
	"slices"
	"testing"
)

func TestAFamilyHasAllThatDescend(t *testing.T) {
	got := family(2, map[int]int{2: 1, 3: 2, 4: 3, 5: 1, 6: 2})
	slices.Sort(got)
	if want := []int{2, 3, 4, 6}; !slices.Equal(got, want) {
		t.Errorf("family is %v, want %v", got, want)
	}
}

func TestMemoryCountsChildren(t *testing.T) {
	if _, err := os.Stat("/proc/self/smaps_rollup"); err != nil {
		t.Skip("NOT TESTED: this system does not tell how much memory a process uses: ", err)
	}
	p, err := spawn(exec.Command("sleep", "600"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.stop(0) })
	if parents()[p.cmd.Process.Pid] != os.Getpid() {
		t.Error("a child is not counted")
	}
	if used := MemoryUsed(); used < 1<<20 {
		t.Errorf("%d bytes are used", used)
	}
}
