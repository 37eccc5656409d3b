package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// cpuTime is what a process has had of the processors since it began, in user
// and kernel mode: the sum over its threads of the first figure of schedstat
// (Linux, "Scheduler Statistics", /proc/<pid>/schedstat), which is exact to the
// nanosecond where /proc/<pid>/stat counts in hundredths of a second. Threads
// that have ended are not in it; Go's runtime keeps its own.
func cpuTime(pid int) (time.Duration, error) {
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil || len(files) == 0 {
		return 0, errors.Join(err, fmt.Errorf("there is no /proc/%d/task/*/schedstat: measuring needs Linux and a process that lives", pid))
	}
	var sum time.Duration
	for _, file := range files {
		line, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		first, _, _ := strings.Cut(string(line), " ")
		ran, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", file, err)
		}
		sum += time.Duration(ran)
	}
	return sum, nil
}

// Memory is what a process holds of the machine's memory, in bytes.
type Memory struct {
	Resident     int64 // VmRSS: all pages, those of the program's file included
	Peak         int64 // VmHWM: the most that Resident ever was
	Proportional int64 // Pss: pages that several processes share are counted in part
}

// memoryOf reads proc(5), /proc/<pid>/status and smaps_rollup.
func memoryOf(pid int) (Memory, error) {
	status, err := kilobytes(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return Memory{}, err
	}
	rollup, err := kilobytes(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return Memory{}, err
	}
	m := Memory{Resident: status["VmRSS"], Peak: status["VmHWM"], Proportional: rollup["Pss"]}
	if m.Resident == 0 || m.Peak == 0 || m.Proportional == 0 {
		return Memory{}, fmt.Errorf("process %d has no memory", pid)
	}
	return m, nil
}

// kilobytes reads the lines "<name>: <n> kB" of a file, in bytes.
func kilobytes(file string) (map[string]int64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	figures := map[string]int64{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		name, rest, _ := strings.Cut(lines.Text(), ":")
		if n, ok := strings.CutSuffix(strings.TrimSpace(rest), " kB"); ok {
			if value, err := strconv.ParseInt(n, 10, 64); err == nil {
				figures[name] = value * 1024
			}
		}
	}
	return figures, lines.Err()
}
