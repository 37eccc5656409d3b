package world

import (
	"os"
	"strconv"
	"strings"
)

// MemoryUsed returns the proportional set size, in bytes, of this process and
// all below it: the simulated org and instance, the emulator, and the functions
// that it runs. It is 0 where /proc does not tell (proc_pid_smaps_rollup(5)).
func MemoryUsed() int64 {
	var sum int64
	for _, pid := range family(os.Getpid(), parents()) {
		sum += proportional(pid)
	}
	return sum
}

// family returns pid and all that descend from it.
func family(pid int, parents map[int]int) []int {
	all := []int{pid}
	for child, parent := range parents {
		if parent == pid {
			all = append(all, family(child, parents)...)
		}
	}
	return all
}

// parents maps every process to the one that started it.
func parents() map[int]int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	found := map[int]int{}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue // it has ended
		}
		// After "pid (name) state" comes the parent; a name may hold anything.
		_, rest, _ := strings.Cut(string(stat[strings.LastIndexByte(string(stat), ')')+1:]), " ")
		if parts := strings.Fields(rest); len(parts) > 1 {
			found[pid], _ = strconv.Atoi(parts[1])
		}
	}
	return found
}

// proportional returns the proportional set size of one process in bytes.
func proportional(pid int) int64 {
	rollup, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/smaps_rollup")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(rollup)) {
		if parts := strings.Fields(line); len(parts) > 1 && parts[0] == "Pss:" {
			kilobytes, _ := strconv.ParseInt(parts[1], 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}
