/*
 * runtime.S - what the programs of the Linux guest share: lines on standard output, numbers in
 * arguments, system calls without a C library. Included first; GNU as, Intel syntax, x86-64.
 *
 * Routines and macros may change rax, rcx, rdx, rsi, rdi and r8 to r11, and nothing else.
 */
        .intel_syntax noprefix
        .equ    SYS_write, 1
        .equ    SYS_open, 2
        .equ    SYS_mmap, 9
        .equ    SYS_pread64, 17
        .equ    SYS_pwrite64, 18
        .equ    SYS_exit, 60
        .equ    SYS_fdatasync, 75
        .equ    SYS_setpriority, 141
        .equ    SYS_sched_setscheduler, 144
        .equ    SYS_clock_gettime, 228
        .equ    SYS_clock_nanosleep, 230
        .equ    CLOCK_BOOTTIME, 7       # the guest's uptime
        .equ    TIMER_ABSTIME, 1
        .equ    PAGE, 4096
        .equ    SECOND, 1000000000

        .bss
line:   .skip   256                     # the line being put together; no program says more
cursor: .skip   8
time:   .skip   16                      # struct timespec

        .text

# Puts a literal text into the line.
        .macro  text string
        .pushsection .rodata
.Ltext\@:
        .ascii  "\string"
.Lend\@:
        .popsection
        lea     rsi, [rip + .Ltext\@]
        mov     ecx, offset .Lend\@ - .Ltext\@
        call    append
        .endm

# Puts a number into the line.
        .macro  decimal value
        mov     rax, \value
        call    append_decimal
        .endm

        .macro  hexadecimal value
        mov     rax, \value
        call    append_hexadecimal
        .endm

# Ends the process with a complaint if the last system call failed.
        .macro  orfail what
        test    rax, rax
        jns     .Lfine\@
        push    rax
        text    "WRONG \what failed, error "
        pop     rax
        neg     rax
        call    append_decimal
        call    say
        mov     edi, 1
        mov     eax, SYS_exit
        syscall
.Lfine\@:
        .endm

append: mov     rdi, [cursor]           # rsi = text, ecx = length
        test    rdi, rdi
        jnz     1f
        lea     rdi, [line]
1:      rep movsb
        mov     [cursor], rdi
        ret

append_decimal:                         # rax = number
        mov     ecx, 1
append_padded:                          # ecx = least number of digits
        mov     r8d, 10
        lea     rsi, [rsp - 8]
        mov     r9, rsi
1:      xor     edx, edx
        div     r8
        add     dl, '0'
        dec     rsi
        mov     [rsi], dl
        dec     ecx
        test    rax, rax
        jnz     1b
        test    ecx, ecx
        jg      1b
2:      mov     rcx, r9
        sub     rcx, rsi
        sub     rsp, 64                 # the digits lie below the stack
        call    append
        add     rsp, 64
        ret

append_hexadecimal:                     # rax = number, 16 digits
        mov     r10d, 16
1:      rol     rax, 4
        mov     dl, al
        and     dl, 15
        add     dl, '0'
        cmp     dl, '9'
        jbe     2f
        add     dl, 'a' - '9' - 1
2:      mov     [rsp - 8], dl
        lea     rsi, [rsp - 8]
        mov     ecx, 1
        sub     rsp, 64
        call    append
        add     rsp, 64
        dec     r10d
        jnz     1b
        ret

say:    mov     rdi, [cursor]           # writes the line, whole: others write to the same port
        mov     byte ptr [rdi], 10
        lea     rsi, [line]
        lea     rdx, [rdi + 1]
        sub     rdx, rsi
        mov     edi, 1
        mov     eax, SYS_write
        syscall
        mov     qword ptr [cursor], 0
        ret

number: xor     eax, eax                # rsi = decimal digits; returns rax
1:      movzx   ecx, byte ptr [rsi]
        sub     ecx, '0'
        jb      2f
        imul    rax, rax, 10
        add     rax, rcx
        inc     rsi
        jmp     1b
2:      ret

uptime: mov     edi, CLOCK_BOOTTIME     # returns rax = nanoseconds since boot
        lea     rsi, [time]
        mov     eax, SYS_clock_gettime
        syscall
        imul    rax, [time], SECOND
        add     rax, [time + 8]
        ret

sleep_until:                            # rax = nanoseconds since boot
        xor     edx, edx
        mov     ecx, SECOND
        div     rcx
        mov     [time], rax
        mov     [time + 8], rdx
        mov     edi, CLOCK_BOOTTIME
        mov     esi, TIMER_ABSTIME
        lea     rdx, [time]
        xor     r10d, r10d
        mov     eax, SYS_clock_nanosleep
        syscall
        ret

behind: xor     edi, edi                # lets the ticks go first
        xor     esi, esi
        mov     edx, 10
        mov     eax, SYS_setpriority
        syscall
        ret
