// Checks a casebook's log with the Go project's own library, and the blobs with SHA-256 alone.
// It reads a casebook's folder from each line of standard input and answers "OK size root", or
// "FAIL" with the reason. Every log of one run must be an earlier or later state of the same log.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type tiles struct {
	dir  string
	read map[string][]byte
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		// Go's path names the height as well, which is always 8 here.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		if _, known := t.read[path]; !known {
			data, err := os.ReadFile(filepath.Join(t.dir, path))
			if err != nil {
				return nil, err
			}
			t.read[path] = data
		}
		all = append(all, t.read[path])
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

type leaf struct {
	Type       string `json:"type"`
	Commitment string `json:"commitment"`
	Blob       string `json:"blob"`
	Start      int    `json:"start"`
	Length     int    `json:"length"`
}

// The payloads that were kept together stand in one blob, which may have those of many thousand entries,
// one after another: it is read once for all of them.
type blob struct {
	name  string
	bytes []byte
}

func (b *blob) load(casebook, name string) error {
	if b.name == name {
		return nil
	}
	bytes, err := os.ReadFile(filepath.Join(casebook, "blobs", name[:2], name))
	if err != nil {
		return err
	}
	*b = blob{name, bytes}
	return nil
}

type head struct {
	size int64
	root tlog.Hash
}

var seen []head

func check(casebook string) (head, error) {
	var none head
	dirs, err := filepath.Glob(filepath.Join(casebook, "log", "*"))
	if err != nil || len(dirs) != 1 {
		return none, fmt.Errorf("not one log: %v", dirs)
	}
	dir := dirs[0]
	key, err := os.ReadFile(filepath.Join(dir, "key"))
	if err != nil {
		return none, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		return none, err
	}
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return none, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return none, err
	}
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		return none, fmt.Errorf("the checkpoint is of %s", lines[0])
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return none, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return none, err
	}
	now := head{size, root}
	if size == 0 {
		return now, nil
	}
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, tiles{dir, map[string][]byte{}})
	var last blob
	for bundle := int64(0); bundle*256 < size; bundle++ {
		if err := checkEntries(casebook, dir, reader, now, bundle, &last); err != nil {
			return none, err
		}
	}
	// Each of those before was compared with the ones before it.
	for _, old := range seen[max(0, len(seen)-8):] {
		if old.size == 0 || old.size > size {
			continue
		}
		proof, err := tlog.ProveTree(size, old.size, reader)
		if err != nil {
			return none, err
		}
		if err := tlog.CheckTree(proof, size, root, old.size, old.root); err != nil {
			return none, fmt.Errorf("consistency with %d: %v", old.size, err)
		}
	}
	return now, nil
}

func checkEntries(casebook, dir string, reader tlog.HashReader, now head, bundle int64, last *blob) error {
	name, width := fmt.Sprintf("%03d", bundle), int64(256)
	if left := now.size - bundle*256; left < 256 {
		name, width = fmt.Sprintf("%03d.p/%d", bundle, left), left
	}
	data, err := os.ReadFile(filepath.Join(dir, "tile", "entries", name))
	if err != nil {
		return err
	}
	for place := bundle * 256; place < bundle*256+width; place++ {
		length := int(binary.BigEndian.Uint16(data))
		entry := data[2 : 2+length]
		data = data[2+length:]
		hash := tlog.RecordHash(entry)
		proof, err := tlog.ProveRecord(now.size, place, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, now.size, now.root, place, hash); err != nil {
			return fmt.Errorf("entry %d: %v", place, err)
		}
		if err := checkPayload(casebook, entry, last); err != nil {
			return fmt.Errorf("entry %d: %v", place, err)
		}
	}
	if len(data) != 0 {
		return fmt.Errorf("more bytes behind the entries of %s", name)
	}
	return nil
}

func checkPayload(casebook string, entry []byte, last *blob) error {
	var l leaf
	if err := json.Unmarshal(entry, &l); err != nil {
		return err
	}
	if err := last.load(casebook, l.Blob); err != nil {
		return err
	}
	sum := sha256.Sum256(last.bytes[l.Start : l.Start+l.Length])
	if hex.EncodeToString(sum[:]) != l.Commitment {
		return fmt.Errorf("the payload is not the one bound")
	}
	return nil
}

func main() {
	folders := bufio.NewScanner(os.Stdin)
	for folders.Scan() {
		now, err := check(folders.Text())
		if err != nil {
			fmt.Println("FAIL", err)
			continue
		}
		seen = append(seen, now)
		fmt.Println("OK", now.size, now.root)
	}
}
