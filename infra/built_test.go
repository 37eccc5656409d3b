package main

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tieline/shared/names"
)

// program returns the head of an executable for the processor.
func program(machine elf.Machine) []byte {
	head := elf.Header64{
		Ident: [elf.EI_NIDENT]byte{0x7f, 'E', 'L', 'F', byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)},
		Type:  uint16(elf.ET_EXEC), Machine: uint16(machine), Version: uint32(elf.EV_CURRENT),
	}
	var out bytes.Buffer
	_ = binary.Write(&out, binary.LittleEndian, head) // a Buffer takes everything
	return out.Bytes()
}

// builtFor fills a folder with every function's program.
func builtFor(t *testing.T, machine elf.Machine) string {
	folder := t.TempDir()
	for _, name := range names.Functions {
		path := filepath.Join(folder, name, "bootstrap")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, program(machine), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestFunctionsMustBeBuiltForTheProcessorTheyRunOn(t *testing.T) {
	stage := Stage{Name: "dev", Architecture: "arm64"}
	if err := checkBuilt(stage, builtFor(t, elf.EM_AARCH64)); err != nil {
		t.Error(err)
	}
	err := checkBuilt(stage, builtFor(t, elf.EM_X86_64))
	if err == nil || strings.Count(err.Error(), "stage dev needs GOARCH=arm64") != len(names.Functions) {
		t.Errorf("got %v, want every function named", err)
	}
	if err := checkBuilt(stage, t.TempDir()); err == nil || !strings.Contains(err.Error(), "not built") {
		t.Errorf("got %v for no programs at all", err)
	}
}
