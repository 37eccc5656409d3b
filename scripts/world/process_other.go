//go:build !linux

package world

import "syscall"

// tethered gives a child a process group of its own. Only Linux can end it
// when we are killed without a word.
func tethered() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
