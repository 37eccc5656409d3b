package world

import "syscall"

// tethered gives a child a process group of its own, and has the kernel kill
// it when we die without a word. The functions that the emulator runs end by
// themselves when the emulator no longer answers them.
func tethered() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
