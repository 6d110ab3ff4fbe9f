// Filtering in several threads.
#include "src/read/match_lines.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "src/evaluate/state.hpp"
#include "src/read/record_matcher.hpp"

namespace tamis {
inline namespace v0 {
namespace read {

namespace {

constexpr std::size_t part_size = std::size_t{1} << 20;

/// A match or an error, with places from the beginning of its part.
struct Event {
  Record record;  ///< matches
  std::optional<RecordError> error{};
  std::uint64_t offset = 0;   ///< where it stands
  std::uint64_t records = 0;  ///< how many were read with it
};

/// Some lines, and what is in them.
struct Part {
  GrowingBytes memory{};  ///< of the lines, unless they stay where they are
  std::string_view text{};
  std::vector<Event> events{};
  LinesRead read{};
  std::exception_ptr thrown{};  ///< by a collation or a clock of the caller, or for lack of memory
  bool done = false;
};

/// Looks at the lines of a part and notes its events.
class PartMatcher final : public MatchTaker {
 public:
  PartMatcher(const Filter& filter, EvaluationContext& context, bool passes_over, Part& part)
      : filter_(filter), context_(context), passes_over_(passes_over), part_(part) {}

  void run() {
    RecordMatcher matcher(filter_, context_);
    const RecordCallback on_record = [&](const Record& record) {
      offset_ = record.offset;
      ++records_;
      return match_record(record, matcher, *this);
    };
    const ReadErrorCallback on_error = [&](const ReadError& error) {
      offset_ = error.place.offset;
      return take_error(malformed(error));
    };
    const EvaluationOptions& options = context_.options();
    part_.read = read_lines(part_.text, {options.limits, on_record, on_error, options.trust, matcher.find()});
  }

  bool take_match(const Record& record) override {
    part_.events.push_back({record, {}, offset_, records_});
    return true;
  }
  bool take_error(RecordError&& error) override {
    part_.events.push_back({{}, std::move(error), offset_, records_});
    return passes_over_;
  }

 private:
  const Filter& filter_;
  EvaluationContext& context_;
  bool passes_over_;
  Part& part_;
  std::uint64_t offset_ = 0, records_ = 0;
};

/// Threads that look at parts in their order.
class Crew {
 public:
  Crew(const Filter& filter, EvaluationContext& context, bool passes_over)
      : filter_(filter), context_(context), passes_over_(passes_over) {}
  ~Crew() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    to_do_.notify_all();
    for (std::thread& thread : threads_)
      thread.join();
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  /// Gets so many threads, or as many as there are to be had.
  void hire(unsigned threads) {
    for (; threads_.size() < threads && !all_hired_; all_hired_ = threads_.size() < contexts_.size()) {
      contexts_.push_back(same_context());
      try {
        threads_.emplace_back([this, &own = contexts_.back()] { work(own); });
      } catch (const std::system_error&) {  // the system gives no more: those at work do it all
      }
    }
  }
  void add(Part& part) {
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(&part);
    }
    to_do_.notify_one();
  }
  /// Waits until a part is done, doing what there is to do.
  void finish(const Part& part) {
    std::unique_lock lock(mutex_);
    while (!part.done) {
      if (!do_one(lock, context_)) done_.wait(lock);
    }
  }
  /// Takes back all parts that nobody has begun, and waits for the others.
  void clear() {
    std::unique_lock lock(mutex_);
    queue_.clear();
    done_.wait(lock, [this] { return busy_ == 0; });
  }

 private:
  EvaluationContext same_context() {
    EvaluationContext other(context_.options());
    other.state().bound = context_.state().bound;
    return other;
  }

  void work(EvaluationContext& context) {
    std::unique_lock lock(mutex_);
    while (!over_)
      if (!do_one(lock, context)) to_do_.wait(lock);
  }

  /// Does the first part of the queue, without the lock; false if there is none.
  bool do_one(std::unique_lock<std::mutex>& lock, EvaluationContext& context) {
    if (queue_.empty()) return false;
    Part& part = *queue_.front();
    queue_.pop_front();
    ++busy_;
    lock.unlock();
    try {
      PartMatcher(filter_, context, passes_over_, part).run();
    } catch (...) {  // goes on in the caller's thread
      part.thrown = std::current_exception();
    }
    lock.lock();
    --busy_;
    part.done = true;
    done_.notify_all();
    return true;
  }

  const Filter& filter_;
  EvaluationContext& context_;
  const bool passes_over_;
  std::mutex mutex_;
  std::condition_variable to_do_, done_;
  std::deque<Part*> queue_;
  std::deque<EvaluationContext> contexts_;  // which stay where they are
  unsigned busy_ = 0;
  bool over_ = false, all_hired_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace

class LineMatcher::Work {
 public:
  Work(const Filter& filter, EvaluationContext& context, unsigned threads, bool passes_over, MatchTaker& taker)
      : taker_(taker), threads_(threads), crew_(filter, context, passes_over) {}
  ~Work() { crew_.clear(); }  // before the parts go
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  bool take_lines(Window& window, ReadSummary& summary) {
    if (window.place().offset < resume_) return true;
    window_ = &window;
    summary_ = &summary;
    begin_ = window.place();
    gave_back_ = false;
    while (true) {
      const bool waits = !gather();
      if (!waits) cut();
      if (waits && parts_.empty()) break;
      while (waits ? !parts_.empty() : parts_.size() >= most_parts()) {
        if (!merge()) return false;
        if (gave_back_) return true;
      }
    }
    window.set_mark(begin_);
    const std::size_t last_feed = window.held().rfind('\n');  // up to there the reader need not wait
    // Where there is none, records are apart by other blanks: all that is held is the reader's.
    resume_ = begin_.offset + (last_feed == std::string_view::npos ? window.held().size() : last_feed);
    return true;
  }

 private:
  std::size_t most_parts() const noexcept { return std::size_t{threads_} + 2; }

  /// Loads a part without waiting for what is slow; false if there is none.
  bool gather() {
    while (window_->held().size() < part_size && window_->has_more_at_hand() && window_->load()) {
    }
    const std::string_view held = window_->held();
    if (held.size() < part_size) return false;
    size_ = held.rfind('\n', part_size - 1);
    if (size_ == std::string_view::npos) size_ = held.find('\n', part_size);
    return size_ != std::string_view::npos && ++size_ > 0;
  }

  /// Makes what was gathered a part.
  void cut() {
    crew_.hire(threads_ - 1);
    parts_.emplace_back();
    Part& part = parts_.back();
    if (!spare_.empty()) {
      part.events.swap(spare_.back().events);
      part.memory = std::move(spare_.back().memory);
      spare_.pop_back();
    }
    if (window_->stays()) {
      part.text = window_->held().substr(0, size_);
      window_->take(size_);
    } else {
      std::size_t begin = 0;
      part.memory = window_->give(size_, std::move(part.memory), begin);
      part.text = {part.memory.data() + begin, size_};
    }
    crew_.add(part);
  }

  /// Hands on what is in the first part; false when reading is over.
  bool merge() {
    Part& part = parts_.front();
    crew_.finish(part);
    if (part.thrown) std::rethrow_exception(part.thrown);
    const std::uint64_t records = summary_->records;
    const std::uint64_t end = part.read.open ? part.read.open->offset : part.text.size();
    for (Event& event : part.events) {
      if (event.offset >= end) break;
      count(records + event.records);
      if (!hand_on(event, records)) return summary_->stopped = true, false;
    }
    count(records + (part.read.open ? part.read.records_before_open : part.read.summary.records));
    if (part.read.open) return give_back(), true;
    begin_ = moved(part.read.end);
    part.events.clear();
    spare_.push_back(std::move(part));
    parts_.pop_front();
    return true;
  }

  void count(std::uint64_t records) noexcept {
    summary_->records = records;
    if (records > 1) summary_->layout = RecordLayout::ndjson;
  }

  bool hand_on(Event& event, std::uint64_t records) {
    if (event.error) {
      event.error->place = moved(event.error->place);
      summary_->layout = RecordLayout::ndjson;
      return taker_.take_error(*std::move(event.error));
    }
    Record& record = event.record;
    const Place place = moved({record.offset, record.line, record.column});
    record.offset = place.offset;
    record.line = place.line;
    record.column = place.column;
    record.index += records;
    if (record.index == 0 && summary_->layout == RecordLayout::object) record.layout = RecordLayout::object;
    return taker_.take_match(record);
  }

  /// A place of the first part as one of the input.
  Place moved(Place place) const noexcept {
    if (place.line == 1) place.column += begin_.column - 1;
    place.offset += begin_.offset;
    place.line += begin_.line - 1;
    return place;
  }

  /// Gives all back to the reader from the record on that is open in the first part. Where this goes on happening,
  /// the reader is left alone for longer and longer.
  void give_back() {
    crew_.clear();
    const Place open = *parts_.front().read.open;
    parts_.front().text.remove_prefix(static_cast<std::size_t>(open.offset));
    const Place mark = moved(open);
    std::uint64_t size = 0;
    for (; !parts_.empty(); parts_.pop_back()) {
      size = parts_.back().text.size();
      window_->put_back(parts_.back().text, mark);
    }
    resume_ = mark.offset + size + pause_;
    pause_ = std::max<std::uint64_t>(2 * pause_, part_size);
    gave_back_ = true;
  }

  MatchTaker& taker_;
  const unsigned threads_;
  Window* window_ = nullptr;
  ReadSummary* summary_ = nullptr;
  Place begin_{};  ///< of the first part; where there is none of what the window holds
  std::size_t size_ = 0;
  std::deque<Part> parts_;
  std::vector<Part> spare_;  ///< for their memory
  std::uint64_t resume_ = 0, pause_ = 0;
  bool gave_back_ = false;
  Crew crew_;
};

LineMatcher::LineMatcher(const Filter& filter, EvaluationContext& context, unsigned threads, bool passes_over,
                         MatchTaker& taker)
    : work_(std::make_unique<Work>(filter, context, threads, passes_over, taker)) {}

LineMatcher::~LineMatcher() = default;

bool LineMatcher::take_lines(Window& window, ReadSummary& summary) { return work_->take_lines(window, summary); }

}  // namespace read
}  // namespace v0
}  // namespace tamis
