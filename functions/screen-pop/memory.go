package main

import "runtime/debug"

// spendMemory has garbage collected half as often as Go would. Each time, all that
// lives is gone over, and here that is mostly what is known of the world's
// telephone numbers: a sixth of the processor time of a call, for 4 MB.
func spendMemory() { debug.SetGCPercent(200) }
