package main

import (
	"debug/elf"
	"errors"
	"fmt"
	"path/filepath"

	"tieline/shared/names"
)

// goArch is Go's name for the processors that Lambda has.
var goArch = map[elf.Machine]string{elf.EM_AARCH64: "arm64", elf.EM_X86_64: "amd64"}

// checkBuilt says which functions were not built, or not for the stage's
// processor: those would deploy, and then fail to start.
func checkBuilt(stage Stage, built string) error {
	var faults []error
	for _, name := range names.Functions {
		program := filepath.Join(built, name, "bootstrap")
		file, err := elf.Open(program)
		if err != nil {
			faults = append(faults, fmt.Errorf("not built: %w", err))
			continue
		}
		if is := goArch[file.Machine]; is != stage.Architecture {
			faults = append(faults, fmt.Errorf("%s is built for %q: stage %s needs GOARCH=%s", program, is, stage.Name, stage.Architecture))
		}
		_ = file.Close() // it was only read
	}
	return errors.Join(faults...)
}
