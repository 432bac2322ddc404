;; The row cutter's loop (cutter.ts) over sixteen bytes at a time: for documents so large that the loop in TypeScript is felt. It
;; knows the usual alone, rows that are objects or lists with commas between them. At anything else it stops, and the other
;; loop, which decides what is malformed, goes on from there; so both cut the same.
;;
;; scripts/scan.mjs makes scan-program.ts of this file. Masks have a bit for each of the sixteen bytes, the first one lowest.
(module
  ;; Bytes 0 to 31: the state, kept between calls by the caller. From 64: the closing bracket of each container that is open.
  ;; From 2048: what was cut, three numbers a row. From 327680: the input, 64 KiB at most.
  (memory (export "memory") 6)

  ;; Scans so many bytes of the input; the index of the first byte that it did not use. Whole groups of sixteen alone are used.
  (func (export "scan") (param $length i32) (result i32)
    (local $at i32) (local $limit i32) (local $bytes v128)
    (local $depth i32) (local $place i32) (local $inString i32) (local $escaped i32) (local $suspect i32) (local $start i32)
    (local $row i32) (local $quotes i32) (local $slashes i32) (local $escapes i32) (local $strings i32) (local $outside i32)
    (local $controls i32) (local $suspects i32) (local $opens i32) (local $events i32) (local $event i32) (local $done i32)
    (local $content i32) (local $next i32) (local $byte i32) (local $carried i32)

    (local.set $depth (i32.load (i32.const 0)))
    (local.set $place (i32.load (i32.const 4)))
    (local.set $inString (i32.sub (i32.const 0) (i32.load (i32.const 8))))
    (local.set $escaped (i32.load (i32.const 12)))
    (local.set $suspect (i32.load (i32.const 16)))
    (local.set $start (i32.load (i32.const 20)))
    (local.set $row (i32.const 2048))
    (local.set $at (i32.const 327680))
    (local.set $limit (i32.add (i32.const 327665) (local.get $length)))

    (block $stop
      (loop $blocks
        (br_if $stop (i32.ge_s (local.get $at) (local.get $limit)))
        (local.set $done (i32.const 0))
        (local.set $bytes (v128.load (local.get $at)))

        ;; Quotes that open or close: those without a backslash that counts before them.
        (local.set $quotes (i8x16.bitmask (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x22)))))
        (local.set $slashes (i8x16.bitmask (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x5c)))))
        (local.set $carried (i32.const 0))
        (if (i32.or (local.get $slashes) (local.get $escaped))
          (then
            (local.set $escapes (local.get $escaped))
            (local.set $slashes (i32.and (local.get $slashes) (i32.xor (local.get $escaped) (i32.const -1))))
            (block $unescaped
              (loop $slash
                (br_if $unescaped (i32.eqz (local.get $slashes)))
                ;; The byte behind the first backslash that is left is escaped, and escapes nothing itself.
                (local.set $event
                  (i32.shl (i32.and (local.get $slashes) (i32.sub (i32.const 0) (local.get $slashes))) (i32.const 1)))
                (local.set $escapes (i32.or (local.get $escapes) (local.get $event)))
                (local.set $slashes
                  (i32.and (local.get $slashes)
                    (i32.xor (i32.const -1)
                      (i32.or (local.get $event) (i32.shr_u (local.get $event) (i32.const 1))))))
                (br $slash)))
            (local.set $carried (i32.and (i32.shr_u (local.get $escapes) (i32.const 16)) (i32.const 1)))
            (local.set $quotes (i32.and (local.get $quotes) (i32.xor (local.get $escapes) (i32.const -1))))))

        ;; From an opening quote to before the closing one: each bit is the parity of the quotes up to it.
        (local.set $strings (i32.xor (local.get $quotes) (i32.shl (local.get $quotes) (i32.const 1))))
        (local.set $strings (i32.xor (local.get $strings) (i32.shl (local.get $strings) (i32.const 2))))
        (local.set $strings (i32.xor (local.get $strings) (i32.shl (local.get $strings) (i32.const 4))))
        (local.set $strings (i32.xor (local.get $strings) (i32.shl (local.get $strings) (i32.const 8))))
        (local.set $strings (i32.and (i32.xor (local.get $strings) (local.get $inString)) (i32.const 0xffff)))
        (local.set $outside
          (i32.xor (i32.or (local.get $strings) (local.get $quotes)) (i32.const 0xffff)))
        (local.set $controls (i8x16.bitmask (i8x16.lt_u (local.get $bytes) (i8x16.splat (i32.const 0x20)))))
        (br_if $stop (i32.and (local.get $controls) (local.get $strings)))

        ;; Outside strings stand no bytes but these: tab, line ends and blank, digits, +-.:,"[]{} and the letters of
        ;; true, false, null and exponents. Each half of a byte chooses a mask of such halves; a byte that fits has one in common.
        (br_if $stop
          (i32.and (local.get $outside)
            (i8x16.bitmask
              (i8x16.eq
                (v128.and
                  (i8x16.swizzle
                    (v128.const i8x16 0x06 0x24 0x44 0x44 0x44 0x6c 0x24 0x04 0x04 0x05 0x05 0x52 0x22 0x53 0x22 0x00)
                    (v128.and (local.get $bytes) (i8x16.splat (i32.const 0x0f))))
                  (i8x16.swizzle
                    (v128.const i8x16 0x01 0x00 0x02 0x04 0x08 0x10 0x20 0x40 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00)
                    (i8x16.shr_u (local.get $bytes) (i32.const 4))))
                (v128.const i64x2 0 0)))))

        ;; What output must look at again: lead bytes of what may trick a terminal, and line ends within a row.
        (local.set $suspects (i32.const 0))
        (if (i8x16.bitmask (i8x16.ge_u (local.get $bytes) (i8x16.splat (i32.const 0x7f))))
          (then
            (local.set $suspects
              (i8x16.bitmask
                (v128.or
                  (v128.or
                    (v128.or
                      (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x7f)))
                      (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0xc2))))
                    (v128.or
                      (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0xd8)))
                      (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0xe1)))))
                  (v128.or
                    (v128.or
                      (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0xe2)))
                      (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0xef))))
                    (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0xf3)))))))))
        (if (local.get $controls)
          (then
            (local.set $suspects
              (i32.or (local.get $suspects)
                (i32.and (local.get $controls)
                  (i8x16.bitmask (i8x16.ne (local.get $bytes) (i8x16.splat (i32.const 0x09)))))))))

        ;; Brackets: `[` and `{` differ in one bit, and so do `]` and `}`.
        (local.set $opens
          (i32.and (local.get $outside)
            (i8x16.bitmask
              (i8x16.eq (v128.or (local.get $bytes) (i8x16.splat (i32.const 0x20))) (i8x16.splat (i32.const 0x7b))))))
        (local.set $events
          (i32.or (local.get $opens)
            (i32.and (local.get $outside)
              (i8x16.bitmask
                (i8x16.eq (v128.or (local.get $bytes) (i8x16.splat (i32.const 0x20))) (i8x16.splat (i32.const 0x7d)))))))

        (block $odd
          (loop $brackets
            (local.set $event (i32.and (local.get $events) (i32.sub (i32.const 0) (local.get $events))))
            (if (i32.eqz (local.get $depth))
              (then
                ;; Between rows, up to the bracket or the end of the block: blanks, and the one comma that is due.
                (local.set $next (local.get $place))
                (local.set $content
                  (i32.and
                    (i32.and (i32.const 0xffff) (i32.sub (local.get $event) (i32.const 1)))
                    (i32.xor (i32.const 0xffff)
                      (i32.or (local.get $done)
                        (i32.and (local.get $outside)
                          (i8x16.bitmask (i8x16.le_u (local.get $bytes) (i8x16.splat (i32.const 0x20)))))))))
                (if (local.get $content)
                  (then
                    (br_if $odd (i32.ne (local.get $place) (i32.const 3)))
                    (br_if $odd
                      (i32.and (local.get $content)
                        (i32.xor (i32.const -1)
                          (i32.and (local.get $outside)
                            (i8x16.bitmask (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 0x2c))))))))
                    (br_if $odd (i32.and (local.get $content) (i32.sub (local.get $content) (i32.const 1))))
                    (local.set $next (i32.const 1))))))

            (if (i32.eqz (local.get $event))
              (then
                (if (local.get $depth)
                  (then (local.set $suspect (i32.or (local.get $suspect) (i32.ne (local.get $suspects) (i32.const 0)))))
                  (else (local.set $place (local.get $next))))
                (local.set $inString (i32.sub (i32.const 0) (i32.shr_u (local.get $strings) (i32.const 15))))
                (local.set $escaped (local.get $carried))
                (local.set $at (i32.add (local.get $at) (i32.const 16)))
                (br $blocks)))

            (local.set $byte (i32.load8_u (i32.add (local.get $at) (i32.ctz (local.get $event)))))
            (if (i32.and (local.get $opens) (local.get $event))
              (then
                (if (local.get $depth)
                  (then (br_if $odd (i32.eq (local.get $depth) (i32.const 500))))
                  (else
                    (br_if $odd (i32.gt_u (local.get $next) (i32.const 1)))
                    (local.set $start
                      (i32.add (i32.sub (local.get $at) (i32.const 327680)) (i32.ctz (local.get $event))))
                    (local.set $suspects
                      (i32.and (local.get $suspects) (i32.sub (i32.const 0) (local.get $event))))))
                (i32.store8 offset=64 (local.get $depth) (i32.add (local.get $byte) (i32.const 2)))
                (local.set $depth (i32.add (local.get $depth) (i32.const 1))))
              (else
                (br_if $odd (i32.eqz (local.get $depth)))
                (br_if $odd
                  (i32.ne (local.get $byte) (i32.load8_u offset=63 (local.get $depth))))
                (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))
                (if (i32.eqz (local.get $depth))
                  (then
                    (i32.store offset=0 (local.get $row) (local.get $start))
                    (i32.store offset=4 (local.get $row)
                      (i32.add (i32.sub (local.get $at) (i32.const 327679)) (i32.ctz (local.get $event))))
                    (i32.store offset=8 (local.get $row)
                      (i32.or (local.get $suspect)
                        (i32.ne (i32.const 0)
                          (i32.and (local.get $suspects) (i32.sub (local.get $event) (i32.const 1))))))
                    (local.set $row (i32.add (local.get $row) (i32.const 12)))
                    (local.set $suspect (i32.const 0))
                    (local.set $suspects
                      (i32.and (local.get $suspects) (i32.sub (i32.const 0) (local.get $event))))
                    (local.set $place (i32.const 3))))))
            (local.set $done
              (i32.or (local.get $event) (i32.sub (local.get $event) (i32.const 1))))
            (local.set $events (i32.and (local.get $events) (i32.sub (local.get $events) (i32.const 1))))
            (br $brackets)))

        ;; Odd: stop behind the last bracket that was not, where no string is open. Within a row it is malformed, and
        ;; nobody asks any more whether the row was suspect.
        (if (local.get $done)
          (then
            (local.set $inString (i32.const 0))
            (local.set $escaped (i32.const 0))
            (local.set $at (i32.add (local.get $at) (i32.popcnt (local.get $done))))))))

    (i32.store (i32.const 0) (local.get $depth))
    (i32.store (i32.const 4) (local.get $place))
    (i32.store (i32.const 8) (i32.and (local.get $inString) (i32.const 1)))
    (i32.store (i32.const 12) (local.get $escaped))
    (i32.store (i32.const 16) (local.get $suspect))
    (i32.store (i32.const 20) (local.get $start))
    (i32.store (i32.const 24) (i32.div_u (i32.sub (local.get $row) (i32.const 2048)) (i32.const 12)))
    (i32.sub (local.get $at) (i32.const 327680))))
