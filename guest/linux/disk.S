/*
 * disk.S - writes blocks to a disk and reads them back, past the guest's cache: disk DEVICE SLOTS
 *
 * Block n, counted from 1, has 4 KiB and goes to slot n modulo SLOTS; slots are 64 KiB apart, so
 * that each takes a cluster of its own in a qcow2 image. Each quadword of block n in slot s is
 * n * 2^32 + s. Every 10 ms a block is written, flushed and read back, and then the next 32 slots
 * are read: each has to hold the newest block that was written to it.
 *
 *   disk N                       block n is on the disk
 *   read N                       every slot was read since the last such line, the last at block n
 *   WRONG disk slot S ...        what was found there instead
 */
        .include "runtime.S"
        .equ    PERIOD, 10000000
        .equ    SLOTS_A_STEP, 32
        .equ    DISTANCE, 16            # 64 KiB, as a power of 2
        .equ    O_RDWR_DIRECT, 040002
        .equ    EIO, 5

        .bss
        .balign PAGE
block:  .skip   PAGE

        .text
        .globl  _start
_start: mov     rdi, [rsp + 16]
        mov     esi, O_RDWR_DIRECT
        mov     eax, SYS_open
        syscall
        orfail  "open of the disk"
        mov     ebp, eax                # the disk
        mov     rsi, [rsp + 24]
        call    number
        mov     r12, rax                # slots
        call    behind
        xor     ebx, ebx                # newest block
        xor     r13d, r13d              # next slot to be read

step:   call    uptime
        add     rax, PERIOD
        call    sleep_until
        inc     rbx
        mov     rax, rbx
        xor     edx, edx
        div     r12
        mov     r14, rdx                # its slot
        mov     rax, rbx
        shl     rax, 32
        add     rax, r14
        lea     rdi, [block]
        mov     ecx, PAGE / 8
        rep stosq
        mov     eax, SYS_pwrite64
        call    transfer
        orfail  "write to the disk"
        mov     edi, ebp
        mov     eax, SYS_fdatasync
        syscall
        orfail  "flush of the disk"
        call    check
        text    "disk "
        decimal rbx
        call    say

        mov     r15d, SLOTS_A_STEP
slot:   mov     r14, r13
        call    check
        inc     r13
        cmp     r13, r12
        jb      1f
        xor     r13d, r13d
        text    "read "
        decimal rbx
        call    say
1:      dec     r15d
        jnz     slot
        jmp     step

transfer:                               # eax = system call, r14 = slot; returns rax, below 0 if it failed
        mov     edi, ebp
        lea     rsi, [block]
        mov     edx, PAGE
        mov     r10, r14
        shl     r10, DISTANCE
        syscall
        cmp     rax, PAGE
        je      1f
        test    rax, rax
        js      1f
        mov     rax, -EIO               # less than a block
1:      ret

check:  mov     rax, rbx                # r14 = slot
        sub     rax, r14
        jb      3f                      # no block has come to it
        xor     edx, edx
        div     r12
        mov     rax, rbx
        sub     rax, rdx                # the newest block in that slot
        jz      3f                      # slot 0 has its first with n = SLOTS
        shl     rax, 32
        add     rax, r14
        push    rax
        mov     eax, SYS_pread64
        call    transfer
        orfail  "read of the disk"
        pop     rax
        lea     rdi, [block]
        mov     ecx, PAGE / 8
        repe scasq
        je      3f
        push    rax
        push    [rdi - 8]
        text    "WRONG disk slot "
        decimal r14
        text    " holds "
        pop     rax
        call    append_hexadecimal
        text    ", expected "
        pop     rax
        call    append_hexadecimal
        call    say
3:      ret
