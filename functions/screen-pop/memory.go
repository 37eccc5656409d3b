package main

import "runtime/debug"

// spendMemory has garbage collected half as often as Go would. Each time, all that
// lives is gone over, and here that is mostly what is known of the world's
// telephone numbers: 3 to 7% of the processor time of a call, saved for 4 MB.
func spendMemory() { debug.SetGCPercent(200) }
