package index

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/util"
	bleveindex "github.com/blevesearch/bleve_index_api"
	"go.etcd.io/bbolt"
	bbolterrors "go.etcd.io/bbolt/errors"

	"articula/internal/qda"
)

// version names the layout of the index and the rules of package words. A change
// of either is a new version: the folder carries it, and an index of another
// version is never opened.
const version = "v1"

// stateKey is where the state lies in the index.
var stateKey = []byte("state")

// state says what the index holds. It is written with every batch, in the same
// transaction as the batch.
type state struct {
	Project qda.ID `json:"project"`
	Gen     uint64 `json:"gen"` // counts batches
	Base    Op     `json:"base"`
	N       int    `json:"n"`    // targets of the operation behind Base that are done
	Done    bool   `json:"done"` // false while the index is built for the first time
	// After is the last target that building has done, in the order of Target.Compare.
	After  *Target `json:"after,omitempty"`
	Chunks int     `json:"chunks"`
}

// encode writes the state with a checksum: bbolt has none for its values.
func (s state) encode() []byte {
	b, err := json.Marshal(s)
	if err != nil {
		panic("index: state cannot be written: " + err.Error()) // plain values only
	}
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

func decodeState(b []byte) (s state, err error) {
	n := len(b) - 4
	if n < 0 || crc32.ChecksumIEEE(b[:n]) != binary.BigEndian.Uint32(b[n:]) {
		return s, errors.New("the state is damaged")
	}
	err = json.Unmarshal(b[:n], &s)
	return s, err
}

// disk is an open index of bleve: its inverted index, without bleve's query layer.
type disk struct {
	ix     bleveindex.Index
	queue  *bleveindex.AnalysisQueue
	broken chan struct{} // closed when a part that works in the background has died
}

// errHeld says that another process has the index open.
var errHeld = errors.New("another process holds the index")

// openTimeout is how long to wait for another process to let go of the index.
const openTimeout = 150 * time.Millisecond

// settings of bleve. A batch holds some seventy chunks; without a floor of that
// order bleve takes every batch for a sliver and merges all of them again and again.
func settings(path string) map[string]any {
	return map[string]any{
		"path":                   path,
		"bolt_timeout":           openTimeout.String(), // without it a second opener waits for ever
		"asyncErrorCallbackName": "articula",
		"scorchMergePlanOptions": map[string]any{
			"FloorSegmentSize": 64, "MaxSegmentsPerTier": 10, "SegmentsPerMergeTask": 10, "TierGrowth": 10.0,
		},
	}
}

// background keeps who is to be told when a part of bleve dies in the background;
// bleve knows callbacks by name for the whole program only.
var background struct {
	once  sync.Once
	mu    sync.Mutex
	disks map[string]func()
}

func watch(path string, died func()) {
	background.once.Do(func() {
		background.disks = map[string]func(){}
		scorch.RegistryAsyncErrorCallbacks["articula"] = func(_ error, path string) {
			background.mu.Lock()
			f := background.disks[path]
			background.mu.Unlock()
			if f != nil {
				f()
			}
		}
	})
	background.mu.Lock()
	defer background.mu.Unlock()
	if died == nil {
		delete(background.disks, path)
	} else {
		background.disks[path] = died
	}
}

// openDisk opens or creates the index in a folder. An index in memory has no path.
// A panic over damaged files is an error.
func openDisk(path string) (d *disk, err error) {
	d = &disk{broken: make(chan struct{}), queue: bleveindex.NewAnalysisQueue(max(2, runtime.GOMAXPROCS(0)))}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("opening failed: %v", p)
		}
		if err != nil {
			watch(path, nil)
			d.queue.Close()
			d = nil
			if errors.Is(err, bbolterrors.ErrTimeout) {
				err = errHeld
			}
		}
	}()
	var once sync.Once
	watch(path, func() { once.Do(func() { close(d.broken) }) })
	if d.ix, err = scorch.NewScorch(scorch.Name, settings(path), d.queue); err != nil {
		return d, err
	}
	return d, d.ix.Open()
}

func (d *disk) close(path string) error {
	err := d.ix.Close()
	d.queue.Close()
	watch(path, nil)
	return err
}

// write carries out a batch: all of it is on disk when it returns, or none of it.
func (d *disk) write(b *bleveindex.Batch) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("indexing failed: %v", p)
			}
		}()
		done <- d.ix.Batch(b)
	}()
	select {
	case err := <-done:
		return err
	case <-d.broken:
		return errors.New("the index stopped working in the background")
	}
}

// checkFiles reads every file of the index once and makes sure that it is what was
// written: the segments by their checksums, which bleve writes and never looks at, and
// the file that names them page by page. It takes about 10 ms for 25 MB.
func checkFiles(path string) (err error) {
	name := filepath.Join(path, "root.bolt")
	if _, err := os.Stat(name); err != nil {
		return err
	}
	// nobody writes while this is held; opening looks at nothing but the header
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{ReadOnly: true, Timeout: openTimeout})
	if errors.Is(err, bbolterrors.ErrTimeout) {
		return errHeld
	}
	if err != nil {
		return err
	}
	defer func() {
		if e := db.Close(); err == nil {
			err = e
		}
	}()
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := checkBolt(b); err != nil {
		return err
	}
	return db.View(func(tx *bbolt.Tx) error {
		snapshots := tx.Bucket(util.BoltSnapshotsBucket)
		if snapshots == nil {
			return errIncomplete
		}
		return snapshots.ForEachBucket(func(epoch []byte) error {
			snapshot := snapshots.Bucket(epoch)
			return snapshot.ForEachBucket(func(k []byte) error {
				if p := snapshot.Bucket(k).Get(util.BoltPathKey); p != nil {
					return checkFile(filepath.Join(path, filepath.Base(string(p))))
				}
				return nil
			})
		})
	})
}

// checkFile compares a segment file with the CRC-32 in its last four bytes, which
// covers all bytes before it.
func checkFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	sum, n := crc32.NewIEEE(), info.Size()-4
	if n < 0 {
		return errors.New("a segment is cut off")
	}
	if _, err := io.CopyN(sum, f, n); err != nil {
		return err
	}
	var last [4]byte
	if _, err := io.ReadFull(f, last[:]); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(last[:]) != sum.Sum32() {
		return errors.New("a segment is damaged")
	}
	return nil
}

// catalogue reads what the index holds; damage that makes bleve panic is an error.
func (d *disk) catalogue() (c *catalogue, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading failed: %v", p)
		}
	}()
	r, err := d.ix.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return readCatalogue(r)
}
